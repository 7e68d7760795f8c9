/** A `Machine` on any `Computer`, by way of the agent in its guest. */
import type { Computer, Power } from "../computer.ts";
import { asMachineError, MachineError } from "../errors.ts";
import type {
	EngineApi,
	ExecOptions,
	GuestFiles,
	GuestProcess,
	Machine,
	MachineStats,
	MachineStatus,
	StartOptions,
	StartProgress,
	Terminal,
	TerminalOptions,
} from "../machine.ts";
import { setGuestClock } from "./clock.ts";
import { Connector } from "./connector.ts";
import { createEngineApi } from "./engine.ts";
import { createGuestFiles } from "./files.ts";
import { HostCalls } from "./host-calls.ts";
import { watchHostSleep } from "./host-sleep.ts";
import { Ports } from "./ports.ts";
import { execProcess } from "./process.ts";
import { agentReady, disposedError, offError, poweredOn, StatusBoard } from "./status.ts";
import { openTerminal } from "./terminal.ts";
import { readUsage } from "./usage.ts";

/** Takes `computer` over: its callbacks, its start and its end. */
export function createAgentMachine(computer: Computer): Machine {
	return new AgentMachine(computer);
}

class AgentMachine implements Machine {
	readonly files: GuestFiles;
	readonly engine: EngineApi;
	readonly ports: Ports;
	readonly #computer: Computer;
	readonly #connector: Connector;
	readonly #board = new StatusBoard();
	readonly #hostCalls = new HostCalls();
	#started = false;
	#progress: StartProgress = { stage: "manifest", loadedBytes: 0, totalBytes: 0 };
	#agent: "ready" | "lost" = "lost";
	#diskWaits = false;
	/** Pausing, resuming and saving take turns. */
	#turn: Promise<unknown> = Promise.resolve();
	#counted = { instructions: 0, atMs: 0 };
	#unwatchSleep: (() => void) | undefined;
	#computerEnd: Promise<void> | undefined;

	constructor(computer: Computer) {
		this.#computer = computer;
		this.#connector = new Connector((bytes) => computer.sendAgentBytes(bytes), {
			onLost: () => this.#setAgent("lost"),
			onHello: () => this.#setStage("connect"),
			onReady: () => this.#setAgent("ready"),
			onFailed: (error) => this.#leave({ state: "failed", error }, error),
		});
		computer.onAgentBytes = (bytes) => this.#connector.link.receive(bytes);
		computer.onPower = (power) => this.#handlePower(power);
		const whenReady = (signal?: AbortSignal) => this.#board.until(agentReady, signal);
		this.files = createGuestFiles(this.#connector.link, whenReady);
		this.engine = createEngineApi(this.#connector.link, whenReady);
		this.ports = new Ports(computer, this.#hostCalls, whenReady);
	}

	get status(): MachineStatus {
		return this.#board.status;
	}

	subscribe(listener: (status: MachineStatus) => void): () => void {
		return this.#board.subscribe(listener);
	}

	async start(options: StartOptions = {}): Promise<void> {
		const { from = "snapshot", signal } = options;
		if (this.#board.status.state === "disposed") throw disposedError();
		if (this.#started) {
			throw new MachineError("GuestStartError", "The machine was started before. Dispose of it and create another.");
		}
		signal?.throwIfAborted();
		this.#started = true;
		this.#board.set({ state: "starting", progress: this.#progress });
		// A booting guest's agent speaks when it likes: somebody must listen before the CPU runs.
		if (from === "cold") this.#connector.listen();
		try {
			await this.#hostCalls.settle(this.#computer.start(options), signal);
			this.#counted = { instructions: 0, atMs: performance.now() };
			if (this.#board.status.state === "starting") {
				this.#unwatchSleep = watchHostSleep(() => this.#handleHostWake());
				if (from === "cold") {
					this.#setStage("boot");
					this.#connector.limitBoot();
				} else {
					this.#setStage("connect");
					this.#connector.attach();
				}
			}
			await this.#board.until(agentReady, signal);
		} catch (thrown) {
			this.#failStart(thrown, signal);
		}
	}

	async openTerminal(options: TerminalOptions): Promise<Terminal> {
		await this.#board.until(agentReady);
		return openTerminal(this.#connector.link, options);
	}

	async exec(command: string | readonly string[], options: ExecOptions = {}): Promise<GuestProcess> {
		await this.#board.until(agentReady, options.signal);
		return execProcess(this.#connector.link, command, options);
	}

	pause(): Promise<void> {
		return this.#inTurn(async () => {
			await this.#board.until(poweredOn);
			if (this.#board.status.state === "paused") return;
			await this.#hostCalls.settle(this.#computer.pause());
			this.#board.throwIfGone();
			if (this.#board.status.state === "running") this.#board.set({ state: "paused" });
		});
	}

	resume(): Promise<void> {
		return this.#inTurn(async () => {
			await this.#board.until(poweredOn);
			if (this.#board.status.state === "running") return;
			await this.#hostCalls.settle(this.#computer.resume());
			if (this.#agent === "ready") await setGuestClock(this.#connector.link).catch(ignoreAgentLost);
			this.#board.throwIfGone();
			if (this.#board.status.state === "paused") this.#board.set(this.#running());
			await this.#board.until(agentReady);
		});
	}

	save(): Promise<Uint8Array> {
		return this.#inTurn(async () => {
			await this.#board.until(poweredOn);
			return this.#hostCalls.settle(this.#computer.save());
		});
	}

	async stats(): Promise<MachineStats> {
		await this.#board.until(agentReady);
		const [counters, usage] = await Promise.all([
			this.#hostCalls.settle(this.#computer.counters()),
			readUsage(this.#connector.link),
		]);
		const before = this.#counted;
		this.#counted = { instructions: counters.instructions, atMs: performance.now() };
		const seconds = Math.max(this.#counted.atMs - before.atMs, 1) / 1000;
		const instructionsPerSecond = Math.max(0, counters.instructions - before.instructions) / seconds;
		return { ...counters, instructionsPerSecond, ...usage };
	}

	async consoleLog(): Promise<string> {
		if (this.#board.status.state === "disposed") throw disposedError();
		if (!this.#started) throw offError("not-started");
		return this.#hostCalls.settle(this.#computer.consoleLog());
	}

	dispose(): Promise<void> {
		this.#leave({ state: "disposed" }, disposedError());
		return this.#endComputer();
	}

	#handlePower(power: Power): void {
		switch (power.kind) {
			case "starting":
				if (this.#board.status.state === "starting") this.#setProgress(power.progress);
				break;
			case "running":
				// The machine runs when its agent answers.
				break;
			case "disk":
				this.#diskWaits = power.waiting;
				if (this.#board.status.state === "running") this.#board.set(this.#running());
				break;
			case "rebooting":
				if (isGone(this.#board.status)) break;
				this.#agent = "lost";
				this.#connector.stop(new MachineError("AgentLostError", "The machine restarted."));
				this.ports.endAll(new MachineError("PortUnavailableError", "The machine restarted.", { detail: "reset" }));
				this.#setStage("boot");
				this.#connector.listen();
				this.#connector.limitBoot();
				break;
			case "powered-off":
				this.#leave({ state: "off", reason: "powered-off" }, offError("powered-off"));
				break;
			case "failed":
				this.#leave({ state: "failed", error: power.error }, power.error);
				break;
		}
	}

	#setAgent(agent: "ready" | "lost"): void {
		this.#agent = agent;
		const { state } = this.#board.status;
		if (state === "running" || (state === "starting" && agent === "ready")) this.#board.set(this.#running());
	}

	#running(): MachineStatus {
		return { state: "running", agent: this.#agent, ...(this.#diskWaits && { disk: "waiting" }) };
	}

	#setStage(stage: StartProgress["stage"]): void {
		this.#setProgress({ ...this.#progress, stage });
	}

	#setProgress(progress: StartProgress): void {
		this.#progress = progress;
		this.#board.set({ state: "starting", progress });
	}

	/** The guest will not run any more: `error` is what everything still open gets. */
	#leave(status: MachineStatus, error: unknown): void {
		// The first reason is the one to tell; only disposal comes on top of it.
		if (isGone(this.#board.status) && status.state !== "disposed" && this.#started) return;
		this.#unwatchSleep?.();
		this.#unwatchSleep = undefined;
		this.#board.set(status);
		this.#connector.stop(error);
		this.ports.endAll(error);
		this.#hostCalls.endAll(error);
	}

	#failStart(thrown: unknown, signal: AbortSignal | undefined): never {
		if (signal?.aborted) {
			this.#leave({ state: "off", reason: "not-started" }, offError("not-started"));
			// Nobody will use it, and it must not go on computing; `dispose` reports how that went.
			this.#endComputer().catch(() => {});
			throw signal.reason;
		}
		this.#board.throwIfGone();
		const error = asMachineError(thrown, "EmulatorCrashedError");
		this.#leave({ state: "failed", error }, error);
		throw error;
	}

	#handleHostWake(): void {
		// Nobody waits for this; what can go wrong shows in the status, or at the next wake.
		if (agentReady(this.#board.status)) setGuestClock(this.#connector.link).catch(() => {});
	}

	#inTurn<T>(task: () => Promise<T>): Promise<T> {
		const turn = this.#turn.then(task);
		this.#turn = turn.catch(() => {});
		return turn;
	}

	#endComputer(): Promise<void> {
		this.#computerEnd ??= this.#computer.dispose();
		return this.#computerEnd;
	}
}

function isGone({ state }: MachineStatus): boolean {
	return state === "off" || state === "failed" || state === "disposed";
}

/** Reconnecting sets the clock as well. */
function ignoreAgentLost(thrown: unknown): void {
	if (!(thrown instanceof MachineError && thrown.name === "AgentLostError")) throw thrown;
}
