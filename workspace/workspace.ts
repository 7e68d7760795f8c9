/** One machine, its engine and its terminals, as a page needs them. No React: components subscribe to `store` and call the rest. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { asMachineError, MachineError } from "#emulator/errors.ts";
import type { Machine, Terminal, TerminalSize } from "#emulator/machine.ts";
import { type Builds, createBuilds } from "./builds/builds.ts";
import { createMachineSource, type MachineSource } from "./machine-source.ts";
import { documentVisibility, type PageVisibility } from "./page-visibility.ts";
import { createPreviews, type Previews } from "./preview/previews.ts";
import { runMachine } from "./run-machine.ts";
import type { StartView, WorkspaceState } from "./state.ts";
import { addTab, changeTab, firstTab, removeTab, selectTab, type TabList, type TabShell } from "./tabs.ts";

export interface WorkspaceOptions {
	/** Called once for each machine; the one before is disposed of by then. */
	readonly createMachine: () => Machine;
	readonly page?: PageVisibility;
}

export interface ResetOptions {
	/** What `Machine.save` gave, of this bundle. Not held on to longer than the start takes. */
	readonly from?: Uint8Array;
}

export interface Workspace {
	readonly store: Pick<StoreApi<WorkspaceState>, "getState" | "getInitialState" | "subscribe">;

	/** The machine that takes calls now, for the other parts of a session. */
	readonly machines: MachineSource;

	/** Pages that containers serve. */
	readonly previews: Previews;

	/** Builds that ran in a terminal and failed at a line. */
	readonly builds: Builds;

	/** Starts the first machine. A workspace that has one is left alone. */
	start(): void;
	/** Throws the machine away, with all files in it, and starts another: a fresh one from the snapshot, or one that `Machine.save` kept. */
	reset(options?: ResetOptions): void;
	/**
	 * Reboots the guest: its files stay, what runs in it ends.
	 * @returns false when the guest did not take the request, which leaves only `reset`.
	 */
	restart(): Promise<boolean>;
	/** Throws the machine away. Settles when its worker and memory are gone. */
	dispose(): Promise<void>;

	openTab(): void;
	closeTab(id: string): void;
	selectTab(id: string): void;
	renameTab(id: string, title: string): void;
	showShell(id: string, shell: TabShell): void;
	/** The person typed: from now on leaving the page loses something. */
	touch(): void;

	/**
	 * A shell of the present machine, as soon as the machine can open one.
	 * @throws MachineError when the guest refuses, or the signal's reason.
	 */
	openTerminal(size: TerminalSize, signal: AbortSignal): Promise<Terminal>;
	/** Lets `typeIntoActiveTab` reach a tab by `type`, which says whether it took the text, until the returned function is called. */
	acceptTyping(tabId: string, type: (text: string) => boolean): () => void;
	/** Types `text` into the terminal in front, as the person would. @returns false when it takes none now. */
	typeIntoActiveTab(text: string): boolean;

	/** What a maintainer needs to judge a failure: state, error, the kernel's last words. Text for a bug report. */
	diagnosis(): Promise<string>;
}

/** `reboot` returns at once; a guest that has not even done that by now will not. */
const REBOOT_WITHIN_MS = 10_000;

export function createWorkspace({ createMachine, page = documentVisibility() }: WorkspaceOptions): Workspace {
	let tabsMade = 0;
	let life: AbortController | undefined;
	let machine: Machine | undefined;
	// Settles when every machine so far is gone: the next one waits for it, so two never share the memory.
	let cleared: Promise<void> = Promise.resolve();
	const typists = new Map<string, (text: string) => boolean>();
	const store = createStore<WorkspaceState>()(() => freshState(0));

	const machines = createMachineSource();
	const builds = createBuilds();
	const previews = createPreviews({ ports: () => machine?.ports, published: () => store.getState().published });

	function freshState(session: number): WorkspaceState {
		tabsMade += 1;
		return {
			session,
			machine: { phase: "idle" },
			engine: "unknown",
			published: [],
			stats: null,
			touched: false,
			...firstTab(`tab-${tabsMade}`),
		};
	}

	function begin(from?: Uint8Array): void {
		let state = from;
		life?.abort();
		machine = undefined;
		machines.show(undefined);
		previews.restart();
		life = new AbortController();
		const { signal } = life;
		store.setState({ ...freshState(store.getState().session + 1), machine: { phase: "starting", start: firstProgress() } });
		cleared = cleared.then(() =>
			runMachine({
				createMachine,
				page,
				signal,
				takeState() {
					const taken = state;
					state = undefined;
					return taken;
				},
				onMachine: (next) => {
					machine = next;
				},
				onTakesCalls: (takes) => machines.show(takes ? machine : undefined),
				show: (change) => store.setState(change),
			}),
		);
	}

	function changeTabs(change: (list: TabList) => TabList): void {
		store.setState((state) => change(state));
	}

	return {
		store,
		machines,
		previews,
		builds,
		start() {
			if (!life) begin();
		},
		reset: ({ from } = {}) => begin(from),
		async restart() {
			const before = machine;
			if (!before || store.getState().machine.phase !== "running") return false;
			try {
				const reboot = await before.exec(["reboot"], { timeoutMs: REBOOT_WITHIN_MS });
				const { code } = await reboot.exit;
				return code === 0;
			} catch (thrown) {
				// A machine that goes down takes the agent along before `reboot` could report: that is success.
				const { name } = asMachineError(thrown, "AgentLostError");
				return name === "AgentLostError" || name === "MachineOffError" || name === "MachineDisposedError";
			}
		},
		async dispose() {
			life?.abort();
			life = undefined;
			machine = undefined;
			machines.show(undefined);
			previews.dispose();
			await cleared;
		},

		openTab: () => changeTabs((list) => addTab(list, `tab-${++tabsMade}`)),
		closeTab: (id) => changeTabs((list) => removeTab(list, id)),
		selectTab: (id) => changeTabs((list) => selectTab(list, id)),
		renameTab: (id, title) => changeTabs((list) => changeTab(list, id, { title })),
		showShell: (id, shell) => changeTabs((list) => changeTab(list, id, { shell })),
		touch() {
			if (!store.getState().touched) store.setState({ touched: true });
		},

		async openTerminal(size, signal) {
			const { session } = store.getState();
			await until(store, signal, (state) => state.session !== session || isReady(state));
			if (store.getState().session !== session || !machine) {
				throw new MachineError("MachineDisposedError", "The machine this terminal was for is gone.");
			}
			const terminal = await machine.openTerminal(size);
			if (signal.aborted) {
				terminal.close();
				throw signal.reason;
			}
			return builds.follow(terminal);
		},
		acceptTyping(tabId, type) {
			typists.set(tabId, type);
			return () => {
				if (typists.get(tabId) === type) typists.delete(tabId);
			};
		},
		typeIntoActiveTab(text) {
			return typists.get(store.getState().activeTab)?.(text) ?? false;
		},

		async diagnosis() {
			const { machine: view, engine, stats, session } = store.getState();
			const consoleLog = await machine?.consoleLog().catch(() => "");
			return [JSON.stringify({ machine: view, engine, stats, session }, null, 2), consoleLog || "(no kernel log)"].join("\n\n");
		},
	};
}

/** Shown from the click on, also while an old machine is still being cleared away. */
function firstProgress(): StartView {
	const seen = [{ stage: "manifest", atMs: Date.now() }] as const;
	return { stage: "manifest", seen, loadedBytes: 0, totalBytes: 0, secondsLeft: null, kind: "fresh" };
}

function isReady(state: WorkspaceState): boolean {
	return state.machine.phase === "running" && state.machine.agent === "ready";
}

/** Settles when `condition` holds. @throws the signal's reason when that aborts first. */
function until(
	store: StoreApi<WorkspaceState>,
	signal: AbortSignal,
	condition: (state: WorkspaceState) => boolean,
): Promise<void> {
	return new Promise((resolve, reject) => {
		function check(): void {
			if (!signal.aborted && !condition(store.getState())) return;
			unsubscribe();
			signal.removeEventListener("abort", check);
			if (signal.aborted) reject(signal.reason);
			else resolve();
		}
		const unsubscribe = store.subscribe(check);
		signal.addEventListener("abort", check);
		check();
	});
}
