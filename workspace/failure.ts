/** A machine's errors as plain data, for the rooms above this one. */
import { asMachineError, type MachineErrorName } from "#emulator/errors.ts";

export type FailureName = MachineErrorName;

export interface Failure {
	readonly name: FailureName;
	/** A short particular, such as a URL path or the line of a kernel panic. May be empty. */
	readonly detail: string;
	/** For a bug report, not for the page. */
	readonly message: string;
}

/** Anything thrown by a machine; what is not one of its errors counts as `fallback`. */
export function failureOf(thrown: unknown, fallback: FailureName): Failure {
	const { name, detail, message } = asMachineError(thrown, fallback);
	return { name, detail, message };
}
