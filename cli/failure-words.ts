/** What the command line says about a failure. */
import { MachineError } from "#emulator/errors.ts";

/** One line for a failure of the machine or of this system; undefined for a defect of ours, whose stack is wanted. */
export function wordsFor(error: unknown): string | undefined {
	if (error instanceof MachineError) {
		const mayBeAnOption = error.name === "GuestCommandError" && error.detail === "ENOENT";
		return mayBeAnOption ? `${error.message} Is there such a --user, and such a --cwd, in the guest?` : error.message;
	}
	return isSystemError(error) ? error.message : undefined;
}

/** A file, a pipe or a port that cannot be used: Node's message names it. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && "code" in error && "syscall" in error;
}
