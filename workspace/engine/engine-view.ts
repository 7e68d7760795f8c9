/** The engine made visible: what it has, what runs on its host, what its clients ask. Kept up to date only while somebody watches. */
import type { StoreApi } from "zustand/vanilla";
import type { MachineSource } from "../machine-source.ts";
import type { PageVisibility } from "../page-visibility.ts";
import type { EnginePart, EngineViewState } from "./model.ts";

export interface EngineViewOptions {
	readonly machines: MachineSource;
	readonly page?: PageVisibility;
}

/** What `inspect` can be asked about. */
export type InspectKind = "container" | "image" | "network" | "volume";

export interface EngineView {
	readonly store: Pick<StoreApi<EngineViewState>, "getState" | "getInitialState" | "subscribe">;
	/** Keeps `parts` (all, unless given) up to date until the returned function is called. */
	watch(parts?: readonly EnginePart[]): () => void;
	/**
	 * A value for prose, such as `containers.running` or `container:web.ip` (interfaces: `<Live>`); undefined while it is not known, and for
	 * a value that there is not. Reads the store: ask again after a change.
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
