/** The engine made visible: what it has, what runs on its host, what its clients ask. Kept up to date only while somebody watches. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { MachineError } from "#emulator/errors.ts";
import type { Machine } from "#emulator/machine.ts";
import type { MachineSource } from "../machine-source.ts";
import { documentVisibility, type PageVisibility } from "../page-visibility.ts";
import type { ClientLog } from "./client-log.ts";
import { followFigures } from "./follow-figures.ts";
import { followObjects } from "./follow-objects.ts";
import { followRequests } from "./follow-requests.ts";
import { type InspectKind, inspectObject } from "./inspect.ts";
import { liveValue, partOfValue } from "./live.ts";
import type { EnginePart, EngineViewState } from "./model.ts";

export interface EngineViewOptions {
	readonly machines: MachineSource;
	readonly page?: PageVisibility;
}

export interface EngineView {
	readonly store: Pick<StoreApi<EngineViewState>, "getState" | "getInitialState" | "subscribe">;
	/** Keeps `parts` (all, unless given) up to date until the returned function is called. */
	watch(parts?: readonly EnginePart[]): () => void;
	/**
	 * A value for prose, such as `containers.running` or `container:web.ip`; undefined while it is not known, and for a value that there
	 * is not. Reads the store: ask again after a change.
	 */
	live(value: string): string | undefined;
	/** What has to be watched for `live(value)`. */
	partOf(value: string): EnginePart;
	/** What the engine's own `inspect` answers, as indented JSON. @throws MachineError when it does not answer, or knows no such object. */
	inspect(kind: InspectKind, id: string, signal: AbortSignal): Promise<string>;
	/** Forgets the requests so far. */
	clearRequests(): void;
	dispose(): void;
}

const PARTS: readonly EnginePart[] = ["objects", "figures", "requests"];

const NOTHING: EngineViewState = {
	ready: false,
	containers: [],
	images: [],
	networks: [],
	volumes: [],
	use: {},
	processes: [],
	host: null,
	requests: [],
};

export function createEngineView({ machines, page = documentVisibility() }: EngineViewOptions): EngineView {
	const store = createStore<EngineViewState>()(() => NOTHING);
	const watchers = new Map<EnginePart, number>(PARTS.map((part) => [part, 0]));
	const following = new Map<EnginePart, AbortController>();
	let machine: Machine | undefined;
	let clearedMs = 0;

	function start(part: EnginePart, from: Machine): void {
		const stop = new AbortController();
		following.set(part, stop);
		const { signal } = stop;
		const report = (change: Partial<EngineViewState>) => {
			if (!signal.aborted) store.setState(change);
		};
		if (part === "objects") void followObjects(from, signal, report);
		else if (part === "figures") void followFigures(from, page, signal, report);
		else void followRequests(from, signal, (log) => report({ requests: withoutCleared(log) }));
	}
	function withoutCleared({ requests }: ClientLog) {
		return requests.filter(({ startedMs }) => startedMs > clearedMs);
	}
	function stop(part: EnginePart): void {
		following.get(part)?.abort();
		following.delete(part);
		if (part === "objects") store.setState({ ready: false });
	}

	/** Follows what is watched, of the machine that there is. */
	function arrange(): void {
		for (const part of PARTS) {
			const wanted = (watchers.get(part) ?? 0) > 0 && machines.current() !== undefined;
			if (!wanted && following.has(part)) stop(part);
			if (wanted && machine && !following.has(part)) start(part, machine);
		}
	}
	function takeMachine(): void {
		const current = machines.current();
		for (const part of PARTS) if (following.has(part)) stop(part);
		// One that rebooted comes again, and its objects with it. Another one has none of them.
		if (current && current !== machine) {
			machine = current;
			clearedMs = 0;
			store.setState(NOTHING);
		}
		arrange();
	}
	const unsubscribe = machines.subscribe(takeMachine);
	takeMachine();

	return {
		store,
		watch(parts = PARTS) {
			let watching = true;
			for (const part of parts) watchers.set(part, (watchers.get(part) ?? 0) + 1);
			arrange();
			return () => {
				if (!watching) return;
				watching = false;
				for (const part of parts) watchers.set(part, (watchers.get(part) ?? 0) - 1);
				arrange();
			};
		},
		live: (value) => liveValue(store.getState(), value),
		partOf: partOfValue,
		async inspect(kind, id, signal) {
			const current = machines.current();
			if (!current) throw new MachineError("EngineUnavailableError", "The machine does not run.");
			return inspectObject(current.engine, kind, id, signal);
		},
		clearRequests() {
			clearedMs = Math.max(0, ...store.getState().requests.map(({ startedMs }) => startedMs));
			store.setState({ requests: [] });
		},
		dispose() {
			unsubscribe();
			for (const part of PARTS) stop(part);
			watchers.clear();
		},
	};
}
