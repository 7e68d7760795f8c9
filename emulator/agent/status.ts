/** The machine's status, who listens to it, and who waits for it. */
import { MachineError } from "../errors.ts";
import { createDeferred, type Deferred } from "../flow/deferred.ts";
import type { MachineStatus } from "../machine.ts";

export type Condition = (status: MachineStatus) => boolean;

export const agentReady: Condition = (status) => status.state === "running" && status.agent === "ready";
export const poweredOn: Condition = (status) => status.state === "running" || status.state === "paused";

export class StatusBoard {
	#status: MachineStatus = { state: "off", reason: "not-started" };
	readonly #listeners = new Set<(status: MachineStatus) => void>();
	readonly #waiting = new Map<Deferred<void>, Condition>();

	get status(): MachineStatus {
		return this.#status;
	}

	subscribe(listener: (status: MachineStatus) => void): () => void {
		// Wrapped, so that one function subscribed twice is two subscriptions.
		const entry = (status: MachineStatus) => listener(status);
		this.#listeners.add(entry);
		return () => void this.#listeners.delete(entry);
	}

	/** A disposed machine stays disposed. */
	set(status: MachineStatus): void {
		if (this.#status.state === "disposed") return;
		this.#status = status;
		const refusal = refusalIn(status);
		for (const [waiting, condition] of this.#waiting) {
			if (refusal !== undefined) waiting.reject(refusal);
			else if (condition(status)) waiting.resolve();
		}
		for (const listener of [...this.#listeners]) listener(status);
		if (status.state === "disposed") this.#listeners.clear();
	}

	/** Settles when `condition` holds. Rejects when it never will: the machine is off, failed or disposed; and with `signal`'s reason. */
	async until(condition: Condition, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.throwIfGone();
		if (condition(this.#status)) return;
		const waiting = createDeferred<void>();
		const handleAbort = () => waiting.reject(signal?.reason);
		signal?.addEventListener("abort", handleAbort, { once: true });
		this.#waiting.set(waiting, condition);
		try {
			await waiting.promise;
		} finally {
			this.#waiting.delete(waiting);
			signal?.removeEventListener("abort", handleAbort);
		}
	}

	/** @throws MachineError when the machine can carry out no call, now or later. */
	throwIfGone(): void {
		const refusal = refusalIn(this.#status);
		if (refusal !== undefined) throw refusal;
	}
}

function refusalIn(status: MachineStatus): MachineError | undefined {
	switch (status.state) {
		case "failed":
			return status.error;
		case "disposed":
			return disposedError();
		case "off":
			return offError(status.reason);
		case "starting":
		case "running":
		case "paused":
			return undefined;
	}
}

export function disposedError(): MachineError {
	return new MachineError("MachineDisposedError", "The machine was disposed.");
}

export function offError(reason: "not-started" | "powered-off"): MachineError {
	const message =
		reason === "powered-off" ? "The machine is powered off. Reset it to get a fresh one." : "The machine is not started.";
	return new MachineError("MachineOffError", message, { detail: reason });
}
