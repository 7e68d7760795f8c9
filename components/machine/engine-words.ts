/** The state of machine and engine in a few words: for the status bar, for a notice, and to be read aloud. */
import type { WorkspaceState } from "#workspace/state.ts";

/** `good`, `busy` and `bad` have colours; `off` has none. */
export type Tone = "good" | "busy" | "bad" | "off";

export interface StateWords {
	readonly tone: Tone;
	/** For the status bar. */
	readonly short: string;
	/** A whole sentence. */
	readonly long: string;
	/** Whether work is held up so that people should be told where they look. */
	readonly notice: boolean;
}

export function stateWords({ machine, engine }: Pick<WorkspaceState, "machine" | "engine">): StateWords {
	switch (machine.phase) {
		case "idle":
			return { tone: "off", short: "No machine", long: "There is no machine yet.", notice: false };
		case "starting":
			return { tone: "busy", short: "Machine is starting", long: "The machine is starting.", notice: false };
		case "paused":
			return { tone: "off", short: "Machine is paused", long: "The machine is paused.", notice: true };
		case "powered-off":
			return { tone: "off", short: "Machine is off", long: "The machine is off.", notice: false };
		case "failed":
			return { tone: "bad", short: "Machine has failed", long: "The machine has failed.", notice: false };
		case "running":
			break;
	}
	// First of all: it holds up everything else, the agent and Docker included.
	if (machine.disk === "waiting") {
		const long = "Waiting for the site, which does not deliver a part of the disk. Your work is kept; it goes on by itself.";
		return { tone: "busy", short: "Waiting for the site", long, notice: true };
	}
	if (machine.agent === "lost") {
		const long = "The connection into the machine is being restored. What you type waits a moment.";
		return { tone: "busy", short: "Reconnecting", long, notice: true };
	}
	switch (engine) {
		case "running":
			return { tone: "good", short: "Docker is running", long: "The machine is running and Docker is ready.", notice: false };
		case "restarting": {
			const long = "Docker is being restarted. Its commands fail for a few seconds.";
			return { tone: "busy", short: "Docker is restarting", long, notice: true };
		}
		case "down": {
			const long = "Docker does not come back. Look at df -h and free -m in a terminal, or reset to a fresh machine.";
			return { tone: "bad", short: "Docker is down", long, notice: true };
		}
		case "starting":
		case "unknown":
			return { tone: "busy", short: "Docker is starting", long: "The machine is running. Docker is starting.", notice: false };
	}
}
