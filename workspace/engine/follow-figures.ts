/** Looks at the host every two seconds, while somebody can see it. */
import type { Machine } from "#emulator/machine.ts";
import { delay } from "../delay.ts";
import { type PageVisibility, untilVisible } from "../page-visibility.ts";
import type { EngineViewState } from "./model.ts";
import { type FiguresSample, readFigures, takenBetween } from "./read-figures.ts";

const EVERY_MS = 2000;

/** Settles after `signal` aborted. A look that fails is tried again at the next turn: the old figures stay. */
export async function followFigures(
	machine: Pick<Machine, "exec">,
	page: PageVisibility,
	signal: AbortSignal,
	report: (change: Partial<EngineViewState>) => void,
): Promise<void> {
	let before: FiguresSample | undefined;
	while (!signal.aborted) {
		await untilVisible(page, signal);
		if (signal.aborted) return;
		const sample = await readFigures(machine, signal).catch(() => undefined);
		if (signal.aborted) return;
		if (sample) {
			report({ host: sample.host, processes: sample.processes, use: takenBetween(before, sample) });
			before = sample;
		}
		await delay(EVERY_MS, signal);
	}
}
