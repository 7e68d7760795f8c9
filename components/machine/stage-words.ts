/** The steps of a start in words, in the order they are taken. */
import type { Stage, StartView } from "#workspace/state.ts";

const words: Readonly<Record<Stage, string>> = {
	manifest: "Look up the parts",
	download: "Fetch the parts",
	restore: "Wake the machine from its snapshot",
	boot: "Start Linux",
	connect: "Reach the shell inside",
};

export interface Step {
	readonly stage: Stage;
	readonly text: string;
	readonly state: "done" | "active" | "ahead";
	/** When it began; null while it lies ahead. */
	readonly sinceMs: number | null;
	/** How long it took; null until it is done. */
	readonly tookMs: number | null;
}

/** What was passed, what is going on, and what will come as far as is known. */
export function stepsOf({ stage, seen, kind }: StartView): Step[] {
	const expected: readonly Stage[] = kind === "reboot" ? ["boot", "connect"] : ["manifest", "download", "restore", "connect"];
	const passed = seen.map((entry) => entry.stage);
	// A start may take a step nobody expected, or skip one.
	const last = passed.reduce((furthest, passedStage) => Math.max(furthest, expected.indexOf(passedStage)), -1);
	const order = [...passed, ...expected.slice(last + 1).filter((ahead) => !passed.includes(ahead))];
	return order.map((name) => {
		const index = passed.indexOf(name);
		const sinceMs = seen[index]?.atMs ?? null;
		const nextMs = seen[index + 1]?.atMs;
		const done = index >= 0 && nextMs !== undefined;
		return {
			stage: name,
			text: words[name],
			state: name === stage ? "active" : done ? "done" : "ahead",
			sinceMs,
			tookMs: done && sinceMs !== null ? nextMs - sinceMs : null,
		};
	});
}
