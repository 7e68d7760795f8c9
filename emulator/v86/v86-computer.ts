/** A `Computer` that is emulated by v86, in whatever host: the hosts differ only in what `V86Host` names. */
import { joinState } from "../bundle/join-state.ts";
import type { Manifest, Part } from "../bundle/manifest.ts";
import { PartStore } from "../bundle/part-store.ts";
import type { Computer, Connection, Counters, Power } from "../computer.ts";
import { asMachineError, MachineError } from "../errors.ts";
import type { StartOptions, StartStage } from "../machine.ts";
import { GuestNetwork } from "../network/network.ts";
import { DataDisk } from "./data-disk.ts";
import { assertHost, type V86Host } from "./host.ts";
import { Powered, type PowerOn } from "./powered.ts";
import { prefetch } from "./prefetch.ts";
import { RootDisk } from "./root-disk.ts";
import { packState, type SavedState, unpackState } from "./saved-state.ts";

/** How long a save waits for the guest to have nothing to do. A busy guest is saved in the middle of its work. */
const QUIET_WAIT_MS = 500;

interface Started {
	readonly manifest: Manifest;
	readonly wasm: Uint8Array;
	readonly interpreter: Uint8Array;
	/** lwIP. */
	readonly network: Uint8Array;
	readonly root: RootDisk;
	readonly data: DataDisk;
}

export class V86Computer implements Computer {
	onAgentBytes: (bytes: Uint8Array) => void = () => {};
	onPower: (power: Power) => void = () => {};

	readonly #host: V86Host;
	readonly #store: PartStore;
	readonly #ended = new AbortController();
	#stage: StartStage | undefined;
	#totalBytes = 0;
	#started: Started | undefined;
	#powered: Powered | undefined;
	#network: GuestNetwork | undefined;
	/** Instructions and console output of computers before the last reboot. */
	#earlierInstructions = 0;
	#earlierConsole = "";

	constructor(host: V86Host) {
		this.#host = host;
		this.#store = new PartStore(host.parts, () => this.#report());
	}

	async start(options: StartOptions): Promise<void> {
		const signal = options.signal ? AbortSignal.any([options.signal, this.#ended.signal]) : this.#ended.signal;
		assertHost();
		this.#enter("manifest");
		const manifest = await this.#host.loadManifest(signal);
		if (manifest.v86Version !== this.#host.v86Version) {
			throw new MachineError(
				"BundleMismatchError",
				`The machine bundle was made for v86 ${manifest.v86Version}; this is v86 ${this.#host.v86Version}.`,
				{ detail: manifest.v86Version },
			);
		}
		const from = options.from ?? "snapshot";
		const needed =
			from === "snapshot" ? [manifest.snapshot.places, ...manifest.snapshot.parts] : from === "cold" ? coldParts(manifest) : [];
		this.#totalBytes = sumStored([manifest.wasm, manifest.interpreter, manifest.network, ...needed]);
		this.#enter("download");
		const [wasm, interpreter, network, how, data] = await Promise.all([
			this.#store.get(manifest.wasm, signal),
			this.#store.get(manifest.interpreter, signal),
			this.#store.get(manifest.network, signal),
			this.#powerOn(manifest, from, signal),
			this.#emptyData(manifest, from, signal),
		]);
		signal.throwIfAborted();
		const root = new RootDisk(
			manifest.root,
			this.#store,
			{
				onError: (error) => this.#fail(asMachineError(error, "EmulatorCrashedError")),
				onWaiting: (waiting) => this.onPower({ kind: "disk", waiting }),
			},
			this.#ended.signal,
		);
		this.#started = { manifest, wasm, interpreter, network, root, data };
		this.#enter("state" in how ? "restore" : "boot");
		await this.#power(this.#started, how, signal);
		this.#stage = undefined;
		this.#host.onStarted?.(manifest);
		void prefetch(manifest.root, this.#store, () => this.#instructions(), this.#ended.signal);
	}

	sendAgentBytes(bytes: Uint8Array): void {
		this.#powered?.port.send(bytes);
	}

	async dial(port: number, signal?: AbortSignal): Promise<Connection> {
		if (!this.#network) throw offError();
		return await this.#network.dial(port, signal);
	}

	async pause(): Promise<void> {
		await this.#on().stop();
		this.#network?.freeze();
	}

	async resume(): Promise<void> {
		await this.#on().run();
		this.#network?.thaw();
	}

	async save(): Promise<Uint8Array> {
		const { manifest } = this.#started ?? notStarted();
		return await packState(manifest.digest, await this.saveState());
	}

	/** v86's own state, as the bundle's snapshot holds it, and what its connections were. The CPU goes on afterwards if it ran. */
	async saveState(): Promise<SavedState> {
		const powered = this.#on();
		const quietUntilMs = Date.now() + QUIET_WAIT_MS;
		while (!powered.waiting && Date.now() < quietUntilMs) await new Promise((resolve) => setTimeout(resolve, 1));
		const wasRunning = powered.running;
		await powered.stop();
		await this.#started?.root.settled();
		const connections = this.#network?.records() ?? [];
		const state = await powered.state();
		if (wasRunning) await powered.run();
		return { state, connections };
	}

	/** Root chunks read so far, in order of first use. */
	get touchedChunks(): readonly number[] {
		return [...(this.#started?.root.touched ?? [])];
	}

	async counters(): Promise<Counters> {
		return {
			instructions: this.#instructions(),
			fetchedBytes: this.#store.fetchedBytes,
			cachedBytes: this.#store.cachedBytes,
		};
	}

	async consoleLog(): Promise<string> {
		return (this.#earlierConsole + (this.#powered?.console.text ?? "")).slice(-65536);
	}

	async dispose(): Promise<void> {
		const reason = new MachineError("MachineDisposedError", "The machine was disposed.");
		this.#ended.abort(reason);
		const powered = this.#powered;
		this.#powered = undefined;
		powered?.off();
		this.#unplug(reason);
		await this.#host.onDisposed?.();
	}

	#instructions(): number {
		return this.#earlierInstructions + (this.#powered?.pacer.instructions ?? 0);
	}

	async #power(started: Started, how: PowerOn, signal: AbortSignal): Promise<void> {
		const network = await GuestNetwork.create({
			wasm: started.network,
			services: this.#host.services,
			send: (frame) => powered.network.send(frame),
			// Out of the middle of an instruction: let it end first.
			onFailure: (error) => this.#host.defer(() => this.#fail(asMachineError(error, "EmulatorCrashedError"))),
		});
		const powered: Powered = await Powered.on(
			{
				Emulator: this.#host.Emulator,
				defer: this.#host.defer,
				wasm: started.wasm,
				interpreter: started.interpreter,
				memoryBytes: started.manifest.memoryBytes,
				root: started.root,
				data: started.data,
			},
			how,
			{
				onAgentBytes: (bytes) => this.onAgentBytes(bytes),
				onFrame: (frame) => network.receive(frame),
				onHalt: () => this.#halted(powered),
				onReset: () => this.#host.defer(() => void this.#reboot(powered)),
				onPanic: (reason) =>
					this.#host.defer(() =>
						this.#fail(new MachineError("KernelPanicError", "The guest's kernel stopped.", { detail: reason })),
					),
				onCrash: (error) => this.#fail(asMachineError(error, "EmulatorCrashedError")),
			},
		);
		if (signal.aborted) {
			powered.off();
			network.dispose(signal.reason);
			signal.throwIfAborted();
		}
		this.#powered = powered;
		this.#network = network;
		await powered.run();
		if ("connections" in how) network.disown(how.connections);
		this.onPower({ kind: "running" });
	}

	async #reboot(powered: Powered): Promise<void> {
		if (this.#powered !== powered || !this.#started) return;
		this.#retire(powered);
		this.onPower({ kind: "rebooting" });
		try {
			const how = await this.#powerOn(this.#started.manifest, "cold", this.#ended.signal);
			await this.#power(this.#started, how, this.#ended.signal);
		} catch (error) {
			this.#fail(asMachineError(error, "EmulatorCrashedError"));
		}
	}

	#halted(powered: Powered): void {
		if (this.#powered !== powered) return;
		this.#retire(powered);
		this.onPower({ kind: "powered-off" });
	}

	#fail(error: MachineError): void {
		const powered = this.#powered;
		if (this.#ended.signal.aborted || !powered) return;
		this.#retire(powered);
		this.onPower({ kind: "failed", error });
		powered.off();
	}

	#retire(powered: Powered): void {
		this.#earlierInstructions += powered.pacer.instructions;
		this.#earlierConsole += powered.console.text;
		this.#powered = undefined;
		this.#unplug(new MachineError("PortUnavailableError", "The machine stopped.", { detail: "reset" }));
	}

	/** Connections to the guest reject with `reason`. */
	#unplug(reason: MachineError): void {
		this.#network?.dispose(reason);
		this.#network = undefined;
	}

	#on(): Powered {
		if (!this.#powered) throw offError();
		return this.#powered;
	}

	async #powerOn(manifest: Manifest, from: "snapshot" | "cold" | Uint8Array, signal: AbortSignal): Promise<PowerOn> {
		if (from instanceof Uint8Array) return await unpackState(manifest.digest, from);
		if (from === "snapshot") {
			return { state: (await joinState(this.#store, manifest.snapshot, signal)).buffer, connections: [] };
		}
		const [bios, kernel] = await Promise.all([this.#store.get(manifest.bios, signal), this.#store.get(manifest.kernel, signal)]);
		return { bios, kernel, commandLine: manifest.commandLine };
	}

	/** The data disk as the bundle has it; a saved state brings its own content. */
	async #emptyData(manifest: Manifest, from: unknown, signal: AbortSignal): Promise<DataDisk> {
		const disk = new DataDisk(manifest.data.diskBytes);
		if (from !== "cold") return disk;
		await Promise.all(
			manifest.data.chunks.map(async (part, index) => {
				if (part) disk.set(index * manifest.data.chunkBytes, await this.#store.get(part, signal), () => {});
			}),
		);
		return disk;
	}

	#enter(stage: StartStage): void {
		this.#stage = stage;
		this.#report();
	}

	#report(): void {
		if (!this.#stage) return;
		// Parts that had to be fetched twice would count twice.
		const loadedBytes = Math.min(this.#store.fetchedBytes + this.#store.cachedBytes, this.#totalBytes);
		this.onPower({ kind: "starting", progress: { stage: this.#stage, loadedBytes, totalBytes: this.#totalBytes } });
	}
}

function offError(): MachineError {
	return new MachineError("MachineOffError", "The machine is not running.");
}

function notStarted(): never {
	throw new MachineError("MachineOffError", "The machine was not started.");
}

function coldParts(manifest: Manifest): Part[] {
	return [manifest.bios, manifest.kernel, ...manifest.data.chunks.filter((chunk) => chunk !== null)];
}

function sumStored(parts: readonly Part[]): number {
	return parts.reduce((sum, part) => sum + part.storedBytes, 0);
}
