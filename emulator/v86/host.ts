/** What differs between the hosts of an emulated computer. */
import type { Manifest } from "../bundle/manifest.ts";
import type { PartLoader } from "../bundle/part-store.ts";
import { MachineError } from "../errors.ts";
import type { NetworkService } from "../network/service.ts";
import type { EmulatorConstructor } from "./emulator.ts";
import type { Defer } from "./pacer.ts";

export interface V86Host {
	readonly Emulator: EmulatorConstructor;
	/** Version of the npm package that `Emulator` comes from. */
	readonly v86Version: string;
	readonly defer: Defer;
	readonly parts: PartLoader;
	/** What the guest finds in its network. */
	readonly services: readonly NetworkService[];
	loadManifest(signal?: AbortSignal): Promise<Manifest>;
	/** Called once the machine runs: time to drop what older bundles left in the cache. */
	onStarted?(manifest: Manifest): void;
	/** Called when the machine is disposed of, once. */
	onDisposed?(): Promise<void>;
}

/** @throws MachineError `UnsupportedHostError` */
export function assertHost(): void {
	if (typeof WebAssembly !== "object") throw new MachineError("UnsupportedHostError", "WebAssembly is not available here.");
	if (!globalThis.crypto?.subtle) {
		throw new MachineError(
			"UnsupportedHostError",
			"This page must be opened over HTTPS, or on localhost, to verify the machine.",
		);
	}
}
