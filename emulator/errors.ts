/** Every way a machine can fail, by name. The page maps names to words and remedies; nothing else of an error is shown as it is. */

const names = [
	"UnsupportedHostError",
	"OutOfMemoryError",
	"BundleMissingError",
	"BundleMismatchError",
	"FetchFailedError",
	"DigestMismatchError",
	"CorruptStateError",
	"GuestStartError",
	"KernelPanicError",
	"MachineOffError",
	"MachineDisposedError",
	"WorkerLostError",
	"AgentLostError",
	"CommandTimeoutError",
	"GuestFileError",
	"GuestCommandError",
	"EngineUnavailableError",
	"PortUnavailableError",
	"EmulatorCrashedError",
] as const;

/**
 * - `UnsupportedHostError`: no WebAssembly, or another thing that the emulator needs.
 * - `OutOfMemoryError`: the host refused the memory for the guest.
 * - `BundleMissingError`: the site has no machine bundle, or its manifest cannot be read.
 * - `BundleMismatchError`: the bundle or the saved state was made for another version.
 * - `FetchFailedError`: a part could not be fetched, after retries.
 * - `DigestMismatchError`: a part differs from its digest, also when fetched again.
 * - `CorruptStateError`: bytes given to `start({ from })` are not a whole saved state.
 * - `GuestStartError`: the agent did not answer after a start.
 * - `KernelPanicError`: the guest's kernel stopped. `detail` is the panic's line.
 * - `MachineOffError`: a call to a machine that is not running.
 * - `MachineDisposedError`: the call was open, or made, when the machine was disposed.
 * - `WorkerLostError`: the worker ended or threw outside of any call.
 * - `AgentLostError`: the agent ended while the call was open; whether it took effect is unknown.
 * - `CommandTimeoutError`: `timeoutMs` passed.
 * - `GuestFileError`: a file operation failed; `detail` is the errno name.
 * - `GuestCommandError`: the process could not be started; `detail` is the errno name.
 * - `EngineUnavailableError`: the Docker daemon does not accept connections, or hung up in the middle of an answer.
 * - `PortUnavailableError`: no connection to a port of the guest, or it broke off; `detail` is `refused`, `timeout`, `reset`, `closed`
 *   (by this side) or `no-answer` (not HTTP).
 * - `EmulatorCrashedError`: the emulator itself threw.
 */
export type MachineErrorName = (typeof names)[number];

export class MachineError extends Error {
	override readonly name: MachineErrorName;
	/** A short machine-readable particular: an errno name, a digest, a URL path. */
	readonly detail: string;

	constructor(name: MachineErrorName, message: string, options: { detail?: string; cause?: unknown } = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = name;
		this.detail = options.detail ?? "";
	}
}

/** An error as it crosses `postMessage`, which drops the fields of error classes. */
export interface WireError {
	readonly name: MachineErrorName;
	readonly message: string;
	readonly detail: string;
}

/** Anything thrown, as a MachineError: unknown errors become `fallback` with the original as cause. */
export function asMachineError(thrown: unknown, fallback: MachineErrorName): MachineError {
	if (thrown instanceof MachineError) return thrown;
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return new MachineError(fallback, message, { cause: thrown });
}

export function toWire(error: MachineError): WireError {
	return { name: error.name, message: error.message, detail: error.detail };
}

export function fromWire(wire: WireError): MachineError {
	return new MachineError(wire.name, wire.message, { detail: wire.detail });
}
