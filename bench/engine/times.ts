/** What is timed alike in the tab and under QEMU, and how it is reported. */
import { median, report } from "../report.ts";

const FIGURES = [
	{ name: "engine.first_run", reach: 3000, aim: 1500 },
	{ name: "engine.run10", reach: 1500, aim: 800, ratio: { reach: 1, aim: 0.5 } },
	{ name: "engine.exec", reach: 800, aim: 400 },
	{ name: "engine.info", reach: 800, aim: 400 },
	{ name: "build.fresh", reach: 6000, aim: 3000 },
	{ name: "build.changed", reach: 5000, aim: 3000 },
	{ name: "build.cached", reach: 2000, aim: 1000 },
	{ name: "compose.up", reach: 8000, aim: 4000 },
] as const satisfies readonly { name: string; reach: number; aim: number; ratio?: { reach: number; aim: number } }[];

/** Milliseconds, a list for each figure. */
export type Times = Readonly<Record<(typeof FIGURES)[number]["name"], number[]>>;

export function noTimes(): Times {
	return Object.fromEntries(FIGURES.map(({ name }) => [name, []])) as unknown as Times;
}

/** Figures without a time are left out: what was measured before something failed has been paid for. */
export function reportTimes(times: Times, where: string): void {
	for (const { name, reach, aim } of FIGURES) {
		const runs = times[name];
		if (runs.length > 0) report({ metric: `${name}_ms`, unit: "ms", runs, reach, aim, where });
	}
}

/** The tab's times, each divided by QEMU's median. */
export function reportRatios(tab: Times, qemu: Times, where: string): void {
	for (const figure of FIGURES) {
		const wanted = "ratio" in figure ? figure.ratio : {};
		const qemuMs = median(qemu[figure.name]);
		const runs = tab[figure.name].map((ms) => ms / qemuMs);
		if (runs.length > 0) report({ metric: `${figure.name}_ratio_qemu`, unit: "ratio", runs, ...wanted, where });
	}
}

/** So that the ratios can be understood. */
export function reportQemu(times: Times, where: string): void {
	for (const { name } of FIGURES) report({ metric: `${name}_qemu_ms`, unit: "ms", runs: times[name], where });
}
