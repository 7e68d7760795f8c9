/** What the engine view says of objects, in words. */
import type { ContainerView } from "#workspace/engine/model.ts";

export type Tone = "good" | "warn" | "bad" | "off";

/** `12 s`, `3 min`, `2 h`, `5 days`. */
export function ageWords(ageMs: number): string {
	const seconds = Math.max(0, Math.floor(ageMs / 1000));
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
	const days = Math.floor(seconds / 86_400);
	return days === 1 ? "1 day" : `${days} days`;
}

export function statusWords(container: ContainerView, nowMs: number): string {
	const { status, exitCode, startedMs, finishedMs, health } = container;
	switch (status) {
		case "created":
			return "Created, not started";
		case "running":
			return `Running${startedMs === null ? "" : ` for ${ageWords(nowMs - startedMs)}`}${health === null ? "" : `, ${health}`}`;
		case "paused":
			return "Paused: its processes are frozen";
		case "restarting":
			return `Restarting, ended with ${exitCode}`;
		case "removing":
			return "Being removed";
		case "exited":
			return `Ended with ${exitCode}${finishedMs === null ? "" : `, ${ageWords(nowMs - finishedMs)} ago`}`;
		case "dead":
			return "Dead: it could not be removed";
	}
}

export function statusTone({ status, exitCode, health }: ContainerView): Tone {
	if (status === "running") return health === "unhealthy" ? "bad" : health === "starting" ? "warn" : "good";
	if (status === "paused" || status === "restarting" || status === "removing") return "warn";
	return status === "dead" || (exitCode !== null && exitCode !== 0) ? "bad" : "off";
}

/** An id as Docker's own lists show it. */
export function shortId(id: string): string {
	return id.replace(/^sha256:/, "").slice(0, 12);
}

/** What people call an image: its first name, or its id when it lost all. */
export function imageName({ tags, id }: { readonly tags: readonly string[]; readonly id: string }): string {
	return tags[0] ?? shortId(id);
}

/** A volume that nobody named has 64 hexadecimal digits for a name. */
export function isAnonymous(volume: string): boolean {
	return /^[0-9a-f]{64}$/.test(volume);
}

/** An instruction as it stands in a Dockerfile, rather than as builders note it. */
export function instructionWords(noted: string): string {
	return noted
		.replace(/^\/bin\/sh -c #\(nop\)\s+/, "")
		.replace(/^(RUN )?\|\d+ .*?\/bin\/sh -c /, "RUN ")
		.replace(/^(RUN )?\/bin\/sh -c /, "RUN ")
		.replace(/\s+# buildkit$/, "")
		.trim();
}
