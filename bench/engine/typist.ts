/** Somebody at a terminal with a watch, whatever the terminal is of. */
export interface Typist {
	/**
	 * Milliseconds from Enter until the next prompt.
	 * @throws with what the terminal shows, when that does not match `succeeded`, or no prompt comes
	 */
	timed(command: string, succeeded: RegExp): Promise<number>;
}

/** For commands without a word of their own when all went well: `command && echo fine`. */
export const FINE = /^fine$/m;
