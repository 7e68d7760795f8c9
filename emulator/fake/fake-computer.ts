/**
 * A `Computer` in memory for tests of everything above it, and for work on the page without a machine bundle. Its guest is made up; no
 * build of the product includes it.
 */
import type { Computer, Connection, Counters, Power } from "../computer.ts";
import { MachineError } from "../errors.ts";
import type { StartOptions, StartProgress, StartStage } from "../machine.ts";
import { FakeAgent } from "./fake-agent.ts";
import { FakeGuest, freshState } from "./fake-guest.ts";
import { decodeState, encodeState, type FakeState } from "./fake-state.ts";
import { FakeLine } from "./line.ts";
import type { Listener } from "./network.ts";
import { Killed } from "./processes.ts";

export interface FakeOptions {
	/** Bytes the start seems to transfer, in how many steps, and how long each takes. */
	readonly downloadBytes?: number;
	readonly downloadSteps?: number;
	readonly stepMs?: number;
	/** Between the boot, or the death of the agent, and the agent's first word. */
	readonly agentStartMs?: number;
	/** The start fails with it after half the download. */
	readonly startError?: MachineError;
	/** The guest comes up without an agent. */
	readonly withoutAgent?: boolean;
}

export class FakeComputer implements Computer {
	onAgentBytes: (bytes: Uint8Array) => void = () => {};
	onPower: (power: Power) => void = () => {};
	readonly #options: Required<Omit<FakeOptions, "startError">> & Pick<FakeOptions, "startError">;
	readonly #toHost = new FakeLine((bytes) => this.onAgentBytes(bytes));
	readonly #toGuest = new FakeLine((bytes) => this.#agent?.receive(bytes));
	#guest: FakeGuest | undefined;
	#agent: FakeAgent | undefined;
	#agentTimer: ReturnType<typeof setTimeout> | undefined;
	#pausedAtMs: number | undefined;
	#loadedBytes = 0;
	#ended = false;

	constructor(options: FakeOptions = {}) {
		this.#options = { downloadBytes: 40_000_000, downloadSteps: 4, stepMs: 0, agentStartMs: 5, withoutAgent: false, ...options };
	}

	async start({ from = "snapshot", signal }: StartOptions): Promise<void> {
		const { downloadBytes, downloadSteps, stepMs, startError } = this.#options;
		this.#tell("manifest");
		for (let step = 1; step <= downloadSteps; step++) {
			await pass(stepMs);
			signal?.throwIfAborted();
			if (this.#ended) throw new MachineError("MachineDisposedError", "The machine was disposed.");
			if (startError !== undefined && step > downloadSteps / 2) throw startError;
			this.#loadedBytes = Math.round((downloadBytes * step) / downloadSteps);
			this.#tell("download");
		}
		if (from === "cold") this.#boot(freshState());
		else {
			this.#tell("restore");
			this.#load(from === "snapshot" ? freshState() : decodeState(from));
			this.#startAgent(false);
		}
		this.onPower({ kind: "running" });
	}

	sendAgentBytes(bytes: Uint8Array): void {
		this.#toGuest.send(bytes);
	}

	async dial(port: number): Promise<Connection> {
		if (this.#guest === undefined) throw new MachineError("MachineOffError", "The fake machine is off.");
		return this.#guest.network.dial(port);
	}

	async pause(): Promise<void> {
		this.#pausedAtMs ??= Date.now();
		for (const line of [this.#toHost, this.#toGuest]) line.hold();
	}

	async resume(): Promise<void> {
		if (this.#pausedAtMs !== undefined) this.#guest?.loseTime(Date.now() - this.#pausedAtMs);
		this.#pausedAtMs = undefined;
		for (const line of [this.#toHost, this.#toGuest]) line.release();
	}

	async save(): Promise<Uint8Array> {
		if (this.#guest === undefined) throw new MachineError("MachineOffError", "The fake machine is off.");
		return encodeState(this.#guest.state());
	}

	async counters(): Promise<Counters> {
		return { instructions: (this.#guest?.work ?? 0) * 1000, fetchedBytes: this.#loadedBytes, cachedBytes: 0 };
	}

	async consoleLog(): Promise<string> {
		return "[    0.000000] this is the fake machine; it has no kernel\n";
	}

	async dispose(): Promise<void> {
		this.#stop();
	}

	// The rest provokes what goes wrong with real ones.

	/** As `kill -9`; its supervisor starts another. */
	killAgent(): void {
		this.#guest?.processes.kill(9, ({ words }) => words[0] === "slipway-agent");
	}

	/** False: connections to the Docker Engine are refused. */
	setEngineListening(listening: boolean): void {
		if (this.#guest !== undefined) this.#guest.engine.listening = listening;
	}

	/** Serves a port of the running guest, until the returned function is called or the guest is gone. */
	listen(port: number, listener: Listener): () => void {
		if (this.#guest === undefined) throw new MachineError("MachineOffError", "The fake machine is off.");
		return this.#guest.network.listen(port, listener);
	}

	powerOff(): void {
		this.#stop();
		this.onPower({ kind: "powered-off" });
	}

	reboot(): void {
		const state = this.#guest?.state() ?? freshState();
		this.#stop();
		this.#ended = false;
		this.onPower({ kind: "rebooting" });
		// Disks keep what memory forgets.
		this.#boot({ ...state, daemons: [] });
	}

	panic(line: string): void {
		this.fail(new MachineError("KernelPanicError", `The guest's kernel stopped: ${line}`, { detail: line }));
	}

	/** As when the emulator throws, or the worker is gone. */
	fail(error: MachineError): void {
		this.#stop();
		this.onPower({ kind: "failed", error });
	}

	/** Puts bytes on the line to the host as if the agent had sent them. */
	injectAgentBytes(bytes: Uint8Array): void {
		this.#toHost.send(bytes);
	}

	#tell(stage: StartStage): void {
		const progress: StartProgress = { stage, loadedBytes: this.#loadedBytes, totalBytes: this.#options.downloadBytes };
		this.onPower({ kind: "starting", progress });
	}

	#boot(state: FakeState): void {
		this.#tell("boot");
		this.#load(state);
		this.#agentTimer = setTimeout(() => this.#startAgent(true), this.#options.agentStartMs);
	}

	#load(state: FakeState): void {
		this.#guest = new FakeGuest(state, { onPowerOff: () => this.powerOff(), onReboot: () => this.reboot() });
	}

	#startAgent(greet: boolean): void {
		const guest = this.#guest;
		if (guest === undefined || this.#options.withoutAgent) return;
		const agent = new FakeAgent(guest, (bytes) => this.#toHost.send(bytes));
		this.#agent = agent;
		const forever = new Promise<number>(() => {});
		const { process } = guest.processes.start(["slipway-agent"], undefined, () => forever);
		process.killed.signal.addEventListener("abort", () => this.#handleAgentDeath(agent, process.killed.signal.reason), {
			once: true,
		});
		if (greet) agent.greet();
	}

	#handleAgentDeath(agent: FakeAgent, reason: unknown): void {
		agent.stop();
		if (this.#agent !== agent || this.#ended || !(reason instanceof Killed)) return;
		this.#agent = undefined;
		// The first half of a frame it was sending.
		this.#toHost.send(Uint8Array.of(9, 17, 1));
		this.#agentTimer = setTimeout(() => this.#startAgent(true), this.#options.agentStartMs);
	}

	#stop(): void {
		this.#ended = true;
		clearTimeout(this.#agentTimer);
		const agent = this.#agent;
		this.#agent = undefined;
		agent?.stop();
		this.#guest?.stop();
		this.#guest = undefined;
		for (const line of [this.#toHost, this.#toGuest]) line.clear();
	}
}

function pass(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
