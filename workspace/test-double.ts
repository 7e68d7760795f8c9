/** A machine for this room's tests: every step happens when the test says so. The real one and the fake have a contract suite of their own. */
import { MachineError, type MachineErrorName } from "#emulator/errors.ts";
import type { EngineResponse, FileChange, Machine, MachineStatus, StartProgress, Terminal } from "#emulator/machine.ts";
import type { PageVisibility } from "./page-visibility.ts";
import type { Stats } from "./state.ts";

export interface MachineDouble extends Machine {
	/** What happened to it, in order: `start`, `dispose`, `terminal`, `exec <command>`, `disposed`. */
	readonly log: string[];
	report(status: MachineStatus): void;
	progress(progress: Partial<StartProgress>): void;
	run(): void;
	fail(name: MachineErrorName): void;
	/** `dispose` settles only after this, when called beforehand. */
	holdDisposal(): () => void;
	/** Ends the open event stream, as a killed daemon does. */
	killEngine(): void;
	/** As the guest's supervisor notes that containerd ended or started; `answers` is whether dockerd reaches it then. */
	noteContainerd(answers: boolean): void;
	readonly engineStreams: number;
	engineAnswers: boolean;
}

export function someStats(change: Partial<Stats> = {}): Stats {
	return {
		instructions: 0,
		instructionsPerSecond: 0,
		fetchedBytes: 0,
		cachedBytes: 0,
		memoryTotalBytes: 512 * 2 ** 20,
		memoryAvailableBytes: 400 * 2 ** 20,
		diskTotalBytes: 2 ** 31,
		diskUsedBytes: 2 ** 28,
		load: [0, 0, 0],
		uptimeSeconds: 1,
		...change,
	};
}

export function visiblePage(): PageVisibility {
	return { visible: true, subscribe: () => () => {} };
}

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
	let resolve = () => {};
	let reject: (reason: unknown) => void = () => {};
	const promise = new Promise<void>((onResolve, onReject) => {
		resolve = onResolve;
		reject = onReject;
	});
	promise.catch(() => {});
	return { promise, resolve, reject };
}

export function machineDouble(): MachineDouble {
	const log: string[] = [];
	const listeners = new Set<(status: MachineStatus) => void>();
	let status: MachineStatus = { state: "off", reason: "not-started" };
	let disposal = Promise.resolve();
	let started = deferred();
	const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
	const watches = new Set<ReadableStreamDefaultController<FileChange>>();
	let containerdAnswers = true;

	function report(next: MachineStatus): void {
		status = next;
		for (const listener of [...listeners]) listener(next);
	}

	function openStream(signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
		return new ReadableStream<Uint8Array>({
			start(controller) {
				streams.add(controller);
				signal?.addEventListener("abort", () => {
					if (streams.delete(controller)) controller.error(signal.reason);
				});
			},
			cancel() {
				streams.clear();
			},
		});
	}

	const double: MachineDouble = {
		log,
		engineAnswers: true,
		get status() {
			return status;
		},
		get engineStreams() {
			return streams.size;
		},
		files: {
			async watch() {
				return new ReadableStream<FileChange>({ start: (controller) => void watches.add(controller) });
			},
		} as Pick<Machine["files"], "watch"> as Machine["files"],
		engine: {
			async request({ path, signal }) {
				if (!double.engineAnswers) throw new MachineError("EngineUnavailableError", "nothing listens");
				const body = path.startsWith("/events") ? openStream(signal) : new Blob(["OK"]).stream();
				const version = { Components: [{ Name: "Engine" }, ...(containerdAnswers ? [{ Name: "containerd" }] : [])] };
				const text = async () => (path === "/version" ? JSON.stringify(version) : "OK");
				return { status: 200, headers: new Map(), body, text, json: async () => null } satisfies EngineResponse;
			},
		},
		ports: {
			async connect() {
				throw new MachineError("PortUnavailableError", "nothing listens", { detail: "refused" });
			},
			async request() {
				throw new MachineError("PortUnavailableError", "nothing listens", { detail: "refused" });
			},
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async start(options) {
			log.push("start");
			started = deferred();
			options?.signal?.addEventListener("abort", () => started.reject(options.signal?.reason));
			double.progress({ stage: "manifest" });
			await started.promise;
		},
		async openTerminal() {
			log.push("terminal");
			return { output: new ReadableStream<Uint8Array>(), resize() {}, close() {}, kill() {} } as unknown as Terminal;
		},
		async exec(command) {
			log.push(`exec ${String(command)}`);
			throw new MachineError("AgentLostError", "it went down");
		},
		async pause() {},
		async resume() {},
		async save() {
			return new Uint8Array();
		},
		async stats() {
			return someStats();
		},
		async consoleLog() {
			return "kernel: hello";
		},
		async dispose() {
			log.push("dispose");
			await disposal;
			for (const stream of streams) stream.error(new MachineError("MachineDisposedError", "disposed"));
			streams.clear();
			log.push("disposed");
			report({ state: "disposed" });
		},
		report,
		progress(progress) {
			report({ state: "starting", progress: { stage: "download", loadedBytes: 0, totalBytes: 0, ...progress } });
		},
		run() {
			report({ state: "running", agent: "ready" });
			started.resolve();
		},
		fail(name) {
			const error = new MachineError(name, `the double failed with ${name}`, { detail: "particular" });
			report({ state: "failed", error });
			started.reject(error);
		},
		holdDisposal() {
			const { promise, resolve } = deferred();
			disposal = promise;
			return resolve;
		},
		noteContainerd(answers) {
			containerdAnswers = answers;
			for (const watch of watches) watch.enqueue({ kind: "created", path: "/run/runit/supervise/containerd/status" });
		},
		killEngine() {
			for (const stream of streams) stream.close();
			streams.clear();
		},
	};
	return double;
}
