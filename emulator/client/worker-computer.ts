/** The page's end of the worker: a `Computer` whose calls all settle, also when the worker dies. */
import type { Computer, Connection, Counters, Power } from "../computer.ts";
import { fromWire, MachineError } from "../errors.ts";
import { Relay } from "../flow/relay.ts";
import type { StartOptions } from "../machine.ts";
import type { FromWorker, ToWorker } from "../protocol.ts";

/** The part of `Worker` that is used. */
export interface WorkerLike {
	onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
	onerror: ((event: ErrorEvent) => void) | null;
	onmessageerror: ((event: MessageEvent) => void) | null;
	postMessage(message: ToWorker, transfer: Transferable[]): void;
	terminate(): void;
}

interface Waiting {
	resolve(value: unknown): void;
	reject(error: unknown): void;
}

type Call = "pause" | "resume" | "save" | "counters" | "console-log";

export class WorkerComputer implements Computer {
	onAgentBytes: (bytes: Uint8Array) => void = () => {};
	onPower: (power: Power) => void = () => {};

	readonly #spawn: () => WorkerLike;
	readonly #manifestUrl: string;
	#worker: WorkerLike | undefined;
	/** Whether the worker has said anything: its script came and runs. */
	#heard = false;
	#lost: MachineError | undefined;
	#nextCall = 1;
	readonly #calls = new Map<number, Waiting>();
	#nextConnection = 1;
	readonly #relay = new Relay((connection, event, transfer) => this.#post({ kind: "connection", connection, event }, transfer));

	constructor(spawn: () => WorkerLike, manifestUrl: string) {
		this.#spawn = spawn;
		this.#manifestUrl = manifestUrl;
	}

	async start(options: StartOptions): Promise<void> {
		const { from = "snapshot", signal } = options;
		signal?.throwIfAborted();
		this.#worker = this.#open();
		const abort = (): void => this.#post({ kind: "abort-start" });
		signal?.addEventListener("abort", abort, { once: true });
		try {
			await this.#request((call) =>
				from instanceof Uint8Array
					? { kind: "start", call, manifestUrl: this.#manifestUrl, from: "state", state: from }
					: { kind: "start", call, manifestUrl: this.#manifestUrl, from },
			);
		} catch (error) {
			signal?.throwIfAborted();
			throw error;
		} finally {
			signal?.removeEventListener("abort", abort);
		}
	}

	sendAgentBytes(bytes: Uint8Array): void {
		this.#post({ kind: "agent", bytes });
	}

	async dial(port: number, signal?: AbortSignal): Promise<Connection> {
		signal?.throwIfAborted();
		const number = this.#nextConnection++;
		const connection = this.#relay.open(number);
		const abort = (): void => this.#post({ kind: "abort-dial", connection: number });
		signal?.addEventListener("abort", abort, { once: true });
		try {
			await this.#request((call) => ({ kind: "dial", call, connection: number, port }));
			return connection;
		} catch (error) {
			this.#relay.fail(number, error);
			signal?.throwIfAborted();
			throw error;
		} finally {
			signal?.removeEventListener("abort", abort);
		}
	}

	async pause(): Promise<void> {
		await this.#call("pause");
	}

	async resume(): Promise<void> {
		await this.#call("resume");
	}

	async save(): Promise<Uint8Array> {
		return (await this.#call("save")) as Uint8Array;
	}

	async counters(): Promise<Counters> {
		return (await this.#call("counters")) as Counters;
	}

	async consoleLog(): Promise<string> {
		return (await this.#call("console-log")) as string;
	}

	async dispose(): Promise<void> {
		this.#end(new MachineError("MachineDisposedError", "The machine was disposed."));
	}

	#open(): WorkerLike {
		let worker: WorkerLike;
		try {
			worker = this.#spawn();
		} catch (cause) {
			throw new MachineError("UnsupportedHostError", "The browser does not start the worker that runs the machine.", { cause });
		}
		worker.onmessage = (event) => this.#receive(event.data);
		worker.onerror = (event) =>
			event.message || this.#heard ? this.#crashed(event.message || "no reason given") : this.#unloaded();
		worker.onmessageerror = () => this.#crashed("a message could not be read");
		return worker;
	}

	#receive(message: FromWorker): void {
		this.#heard = true;
		switch (message.kind) {
			case "agent":
				this.onAgentBytes(message.bytes);
				break;
			case "power":
				this.onPower(message.power.kind === "failed" ? { kind: "failed", error: fromWire(message.power.error) } : message.power);
				break;
			case "connection":
				this.#relay.receive(message.connection, message.event);
				break;
			case "reply":
				this.#settle(message.call)?.resolve(message.value);
				break;
			case "error":
				this.#settle(message.call)?.reject(fromWire(message.error));
				break;
		}
	}

	#call(kind: Call): Promise<unknown> {
		return this.#request((call) => ({ kind, call }));
	}

	#request(message: (call: number) => ToWorker): Promise<unknown> {
		if (this.#lost) return Promise.reject(this.#lost);
		const call = this.#nextCall++;
		return new Promise((resolve, reject) => {
			this.#calls.set(call, { resolve, reject });
			this.#post(message(call));
		});
	}

	#settle(call: number): Waiting | undefined {
		const waiting = this.#calls.get(call);
		this.#calls.delete(call);
		return waiting;
	}

	#post(message: ToWorker, transfer: Transferable[] = []): void {
		this.#worker?.postMessage(message, transfer);
	}

	#crashed(what: string): void {
		this.#fail(new MachineError("WorkerLostError", `The worker that runs the machine ended: ${what}.`, { detail: what }));
	}

	#unloaded(): void {
		this.#fail(new MachineError("FetchFailedError", "The script of the machine's worker cannot be fetched."));
	}

	#fail(error: MachineError): void {
		this.#end(error);
		this.onPower({ kind: "failed", error });
	}

	/** Ends the worker and everything that waits for it. Only the first reason counts. */
	#end(error: MachineError): void {
		this.#lost ??= error;
		this.#worker?.terminate();
		this.#worker = undefined;
		for (const waiting of this.#calls.values()) waiting.reject(error);
		this.#calls.clear();
		this.#relay.failAll(error);
	}
}
