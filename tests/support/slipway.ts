/** `npx slipway` as a shell runs it. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const PROGRAM = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

export interface Ended {
	readonly stdout: string;
	readonly stderr: string;
	/** Null when a signal ended it. */
	readonly code: number | null;
}

export interface SlipwayRun {
	readonly child: ChildProcessWithoutNullStreams;
	readonly ended: Promise<Ended>;
}

/** `input` is all of its standard input; without it, standard input is a pipe that stays open. */
export function startSlipway(words: readonly string[], input?: string | Buffer): SlipwayRun {
	const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ["pipe", "pipe", "pipe"] });
	// It may end before it has read everything.
	child.stdin.on("error", () => {});
	if (input !== undefined) child.stdin.end(input);
	// Closed by the test, an output just has no more to give.
	const texts = [child.stdout, child.stderr].map((stream) => {
		let text = "";
		stream.setEncoding("utf8").on("data", (piece: string) => {
			text += piece;
		});
		return () => text;
	});
	const ended = once(child, "close").then(([code]) => ({
		stdout: texts[0]?.() ?? "",
		stderr: texts[1]?.() ?? "",
		code: code as number | null,
	}));
	return { child, ended };
}

export function slipway(words: readonly string[], input?: string | Buffer): Promise<Ended> {
	return startSlipway(words, input).ended;
}
