/** The fake guest's process table. A process is a JavaScript function that takes an abort signal for kills. */

/** Why a process was ended: the reason of its abort signal. */
export class Killed extends Error {
	readonly signal: number;

	constructor(signal: number) {
		super(`killed by signal ${signal}`);
		this.signal = signal;
	}
}

export interface FakeProcess {
	readonly pid: number;
	readonly words: readonly string[];
	/** Signals go to a group; a hang-up goes to all groups of a session. */
	readonly group: number;
	readonly session: number;
	readonly killed: AbortController;
}

/** Without a group, one of its own in that session. */
export interface Place {
	readonly group?: number;
	readonly session: number;
}

export class Processes {
	readonly #table = new Map<number, FakeProcess>();
	#lastPid: number;

	constructor(firstPid: number) {
		this.#lastPid = firstPid;
	}

	/** Runs `body` as a process to its exit code. Without `place` it leads a session of its own. */
	async run(
		words: readonly string[],
		place: Place | undefined,
		body: (process: FakeProcess) => Promise<number>,
	): Promise<number> {
		return this.#run(this.#add(++this.#lastPid, words, place), body);
	}

	/** As `run`, when the caller needs its number at once. `pid` puts a saved one back. */
	start(
		words: readonly string[],
		place: Place | undefined,
		body: (process: FakeProcess) => Promise<number>,
		pid?: number,
	): { readonly process: FakeProcess; readonly exit: Promise<number> } {
		if (pid !== undefined) this.#lastPid = Math.max(this.#lastPid, pid);
		const process = this.#add(pid ?? ++this.#lastPid, words, place);
		return { process, exit: this.#run(process, body) };
	}

	find(matches: (process: FakeProcess) => boolean): FakeProcess[] {
		return [...this.#table.values()].filter(matches);
	}

	/** The number of processes it reached. */
	kill(signal: number, matches: (process: FakeProcess) => boolean): number {
		const found = this.find(matches);
		for (const process of found) process.killed.abort(new Killed(signal));
		return found.length;
	}

	#add(pid: number, words: readonly string[], place: Place | undefined): FakeProcess {
		const process = { pid, words, group: place?.group ?? pid, session: place?.session ?? pid, killed: new AbortController() };
		this.#table.set(pid, process);
		return process;
	}

	async #run(process: FakeProcess, body: (process: FakeProcess) => Promise<number>): Promise<number> {
		try {
			return await body(process);
		} catch (thrown) {
			if (thrown instanceof Killed) return 128 + thrown.signal;
			throw thrown;
		} finally {
			this.#table.delete(process.pid);
		}
	}
}
