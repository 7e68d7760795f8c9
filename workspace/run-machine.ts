/** The life of one machine in the page: started, watched, and disposed of when its time is over. */
import { asMachineError } from "#emulator/errors.ts";
import type { Machine, MachineStatus, StartOptions } from "#emulator/machine.ts";
import { failureOf } from "./failure.ts";
import type { PageVisibility } from "./page-visibility.ts";
import { pollStats } from "./poll-stats.ts";
import { watchPorts } from "./preview/watch-ports.ts";
import { createProgressView, type ProgressView } from "./start-view.ts";
import type { EngineState, MachineView, WorkspaceState } from "./state.ts";
import { watchContainerd } from "./watch-containerd.ts";
import { watchEngine } from "./watch-engine.ts";

export interface RunOptions {
	readonly createMachine: () => Machine;
	readonly page: PageVisibility;
	/** Ends the machine. */
	readonly signal: AbortSignal;
	/** What the machine continues from; undefined for the snapshot. Asked once: the bytes are too many to be held on to. */
	readonly takeState: () => Uint8Array | undefined;
	/** Told of the machine as soon as there is one. */
	readonly onMachine: (machine: Machine) => void;
	/** Told whether commands can run in it now. A pause or a lost agent only makes them wait. Never called after `signal` aborted. */
	readonly onTakesCalls: (takes: boolean) => void;
	/** Never called after `signal` aborted. */
	readonly show: (change: Partial<WorkspaceState>) => void;
}

/** Settles when the machine is disposed of, which is only after `signal` aborted. Never rejects: failures are shown. */
export async function runMachine(options: RunOptions): Promise<void> {
	const { signal, page } = options;
	if (signal.aborted) return;

	let progress: ProgressView | undefined;
	let watches: AbortController | undefined;
	let portWatch: AbortController | undefined;
	let ranBefore = false;

	function show(change: Partial<WorkspaceState>): void {
		if (!signal.aborted) options.show(change);
	}
	function showMachine(machine: MachineView): void {
		show({ machine });
	}
	function stopProgress(): void {
		progress?.dispose();
		progress = undefined;
	}
	function stopWatches(): void {
		watches?.abort();
		watches = undefined;
		stopPortWatch();
		show({ engine: "unknown" });
	}

	function stopPortWatch(): void {
		if (!portWatch) return;
		portWatch.abort();
		portWatch = undefined;
		show({ published: [] });
	}

	let machine: Machine;
	try {
		machine = options.createMachine();
	} catch (thrown) {
		showMachine({ phase: "failed", failure: failureOf(thrown, "UnsupportedHostError") });
		return;
	}
	options.onMachine(machine);

	function startWatches(): void {
		if (watches) return;
		watches = new AbortController();
		let engine: EngineState = "unknown";
		let containerdReached = true;
		const showEngine = () => show({ engine: engine === "running" && !containerdReached ? "restarting" : engine });
		void watchEngine(machine.engine, watches.signal, (state) => {
			engine = state;
			showEngine();
			// Only a running engine has containers; they end with it.
			if (state !== "running") stopPortWatch();
			else if (!portWatch) {
				portWatch = new AbortController();
				void watchPorts(machine.engine, portWatch.signal, (published) => show({ published }));
			}
		});
		void watchContainerd(machine, watches.signal, (reached) => {
			containerdReached = reached;
			showEngine();
		});
		void pollStats(machine, page, watches.signal, (stats) => show({ stats }));
	}

	function follow(status: MachineStatus): void {
		if (signal.aborted) return;
		if (status.state !== "starting") stopProgress();
		if (status.state === "running") options.onTakesCalls(true);
		else if (status.state !== "paused") options.onTakesCalls(false);
		if (status.state !== "running" && status.state !== "paused") stopWatches();
		switch (status.state) {
			case "starting":
				progress ??= createProgressView(ranBefore ? "reboot" : "fresh", (start) => showMachine({ phase: "starting", start }));
				progress.add(status.progress);
				break;
			case "running":
				ranBefore = true;
				startWatches();
				showMachine({ phase: "running", agent: status.agent, ...(status.disk && { disk: status.disk }) });
				break;
			case "paused":
				showMachine({ phase: "paused" });
				break;
			case "off":
				if (status.reason === "powered-off") showMachine({ phase: "powered-off" });
				break;
			case "failed":
				showMachine({ phase: "failed", failure: failureOf(status.error, "EmulatorCrashedError") });
				break;
			case "disposed":
				break;
		}
	}

	const unsubscribe = machine.subscribe(follow);
	try {
		machine.start(startOptions(options.takeState(), signal)).catch((thrown: unknown) => {
			// The status tells most failures first; this is for a start that is refused before anything changed.
			if (machine.status.state !== "failed") follow({ state: "failed", error: asMachineError(thrown, "GuestStartError") });
		});
		await aborted(signal);
	} finally {
		unsubscribe();
		stopProgress();
		stopWatches();
		await machine.dispose().catch(() => {});
	}
}

function startOptions(from: Uint8Array | undefined, signal: AbortSignal): StartOptions {
	return from ? { from, signal } : { signal };
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener("abort", () => resolve(), { once: true });
	});
}
