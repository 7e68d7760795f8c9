/** The fake's inside: what a kernel, its programs and the engine would be. None of it is real, and all of it is in memory. */
import { FakeEngine } from "./fake-engine.ts";
import { absolute, type FakeDirectory, FakeFiles } from "./fake-files.ts";
import type { FakeState } from "./fake-state.ts";
import { FakeNetwork } from "./network.ts";
import { Processes } from "./processes.ts";
import type { Main } from "./program.ts";
import { programs } from "./programs.ts";
import { FakeRandom } from "./random.ts";

export interface GuestEvents {
	onPowerOff(): void;
	onReboot(): void;
}

const yesterdayMs = 24 * 3600 * 1000;
const firstPid = 100;

export class FakeGuest {
	readonly files: FakeFiles;
	readonly processes = new Processes(firstPid);
	readonly network = new FakeNetwork();
	readonly engine = new FakeEngine(() => this.nowMs());
	readonly random: FakeRandom;
	/** A stand-in for instructions: bytes moved and programs started. */
	work = 0;
	readonly #events: GuestEvents;
	readonly #startedAtMs: number;
	readonly #daemons = new Map<number, readonly string[]>();
	#clockOffsetMs: number;

	constructor(state: FakeState, events: GuestEvents) {
		this.#events = events;
		this.files = new FakeFiles(state.root, () => this.nowMs());
		this.random = new FakeRandom(state.random);
		// As in a restored machine: the clock goes on where it stood.
		this.#clockOffsetMs = state.clockOffsetMs - (Date.now() - state.savedAtMs);
		this.#startedAtMs = Date.now();
		for (const { pid, words } of state.daemons) {
			const main = this.findProgram(words[0] ?? "", "/");
			if (main !== undefined) this.startDaemon(words, main, pid);
		}
	}

	nowMs(): number {
		return performance.timeOrigin + performance.now() + this.#clockOffsetMs;
	}

	get uptimeSeconds(): number {
		return (Date.now() - this.#startedAtMs) / 1000 + 60;
	}

	/** Unless it is right to 100 ms already. */
	setClock(nowMs: number): void {
		if (Math.abs(nowMs - this.nowMs()) > 100) this.#clockOffsetMs += nowMs - this.nowMs();
	}

	/** The CPU stood still for so long. */
	loseTime(pausedMs: number): void {
		this.#clockOffsetMs -= pausedMs;
	}

	/** By name, or by path if that has it in a folder for programs. */
	findProgram(name: string, cwd: string): Main | undefined {
		if (!name.includes("/")) return programs.get(name);
		return programs.get(/^(?:\/usr)?\/s?bin\/([^/]+)$/.exec(absolute(name, cwd))?.[1] ?? "");
	}

	/** Runs `main` outside of every terminal. A saved machine's daemon keeps its `pid`. */
	startDaemon(words: readonly string[], main: Main, pid?: number): void {
		const nothing = { read: async () => undefined, write: async () => {} };
		const started = this.processes.start(
			words,
			undefined,
			(process) =>
				main({
					guest: this,
					process,
					words,
					env: new Map(),
					cwd: "/",
					user: "root",
					stdin: nothing,
					stdout: nothing,
					stderr: nothing,
					terminal: undefined,
				}),
			pid,
		);
		this.#daemons.set(started.process.pid, words);
		started.exit.finally(() => this.#daemons.delete(started.process.pid)).catch(() => {});
	}

	powerOff(): number {
		this.#events.onPowerOff();
		return 0;
	}

	reboot(): number {
		this.#events.onReboot();
		return 0;
	}

	/** Ends every process, as the loss of power does. */
	stop(): void {
		this.processes.kill(9, () => true);
		this.network.stop();
	}

	state(): FakeState {
		return {
			root: this.files.root,
			clockOffsetMs: this.#clockOffsetMs,
			savedAtMs: Date.now(),
			random: this.random.state,
			daemons: [...this.#daemons].map(([pid, words]) => ({ pid, words })),
		};
	}
}

/** The fake's "warm snapshot", saved yesterday. */
export function freshState(): FakeState {
	const nowMs = Date.now();
	const folder = (entries: FakeDirectory["entries"] = new Map()): FakeDirectory => ({
		type: "directory",
		entries,
		mode: 0o755,
		modifiedMs: nowMs - yesterdayMs,
	});
	const device = { type: "other", mode: 0o666, modifiedMs: nowMs } as const;
	const devices = ["null", "zero", "urandom"].map((name) => [name, { ...device }] as const);
	const root = folder(
		new Map([
			["dev", folder(new Map(devices))],
			["etc", folder()],
			["proc", folder()],
			["root", folder(new Map([["lab", folder()]]))],
			["run", folder()],
			["sys", folder()],
			["tmp", folder()],
		]),
	);
	return { root, clockOffsetMs: 0, savedAtMs: nowMs - yesterdayMs, random: 1, daemons: [] };
}
