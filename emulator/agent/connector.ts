/** Brings the link up, and again each time the agent or the whole guest starts anew, with the guest's clock right before anybody uses it. */
import { asMachineError, MachineError } from "../errors.ts";
import { setGuestClock } from "./clock.ts";
import { AgentLink } from "./link.ts";

/**
 * How long each kind of start may take before it counts as failed. A restored agent runs already; a kernel boots in the interpreter, on
 * a slow laptop; a killed agent is brought back by its supervisor at once, unless the guest destroyed the program.
 */
const limitsMs = { restore: 20_000, boot: 180_000, restart: 60_000 } as const;

export interface ConnectorEvents {
	/** The guest's agent was killed and started again; `onReady` or `onFailed` follows. */
	onLost(): void;
	/** A booting guest's agent has spoken. */
	onHello(): void;
	onReady(): void;
	onFailed(error: MachineError): void;
}

export class Connector {
	readonly link: AgentLink;
	readonly #events: ConnectorEvents;
	#attempt: AbortController | undefined;
	#deadline: ReturnType<typeof setTimeout> | undefined;

	constructor(send: (bytes: Uint8Array) => void, events: ConnectorEvents) {
		this.#events = events;
		this.link = new AgentLink({ send, onAgentRestarted: () => this.#handleRestart() });
	}

	/** The guest was restored with its agent running. */
	attach(): void {
		this.#limit("restore");
		this.#connect("reset");
	}

	/** The kernel is about to boot: listens for its agent, for as long as it takes to get there. */
	listen(): void {
		this.#connect("hello");
	}

	/** The kernel boots now. */
	limitBoot(): void {
		if (this.#attempt !== undefined) this.#limit("boot");
	}

	/** Fails all that is open with `error` and stops trying. */
	stop(error: unknown): void {
		clearTimeout(this.#deadline);
		this.#deadline = undefined;
		const attempt = this.#attempt;
		this.#attempt = undefined;
		attempt?.abort(error);
		this.link.disconnect(error);
	}

	#handleRestart(): void {
		this.#events.onLost();
		// An agent that keeps dying during a start has that start's time, not a new one for each death.
		if (this.#deadline === undefined) this.#limit("restart");
		this.#connect("reset");
	}

	#connect(mode: "hello" | "reset"): void {
		this.#attempt?.abort(new MachineError("AgentLostError", "The guest started anew."));
		const attempt = new AbortController();
		this.#attempt = attempt;
		this.#run(mode, attempt).catch((error: unknown) => {
			// An attempt that was replaced or stopped has no say.
			if (this.#attempt !== attempt) return;
			this.#fail(asMachineError(error, "GuestStartError"));
		});
	}

	async #run(mode: "hello" | "reset", attempt: AbortController): Promise<void> {
		await this.link.connect(mode, attempt.signal);
		if (mode === "hello") this.#events.onHello();
		await setGuestClock(this.link);
		if (this.#attempt !== attempt) return;
		this.#attempt = undefined;
		clearTimeout(this.#deadline);
		this.#deadline = undefined;
		this.#events.onReady();
	}

	#limit(kind: keyof typeof limitsMs): void {
		clearTimeout(this.#deadline);
		const limitMs = limitsMs[kind];
		this.#deadline = setTimeout(() => {
			const message = `The machine did not answer within ${limitMs / 1000} s of its start. Reset it to get a fresh one.`;
			this.#fail(new MachineError(kind === "restart" ? "AgentLostError" : "GuestStartError", message));
		}, limitMs);
	}

	#fail(error: MachineError): void {
		this.stop(error);
		this.#events.onFailed(error);
	}
}
