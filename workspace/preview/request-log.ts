/** What was asked of previewed ports lately, for the person to see. */

/** As many as are kept. */
const LOG_LENGTH = 200;

export interface LogEntry {
	/** Never used twice. */
	readonly id: number;
	readonly port: number;
	/** `WS` for a WebSocket. */
	readonly method: string;
	readonly path: string;
	/** Null while there is no answer, and when none came. */
	readonly status: number | null;
	readonly state: "open" | "done" | "failed" | "cancelled";
	/** On the clock of `Date.now`. */
	readonly startedMs: number;
	/** Until the last byte; null while it is open. */
	readonly durationMs: number | null;
	/** Of the body, as it came from the guest. */
	readonly bytes: number;
	/** Whether a page was to be shown, rather than a part of one. */
	readonly navigation: boolean;
}

/** With `entry` in place of the one with its id, or behind all others. */
export function withEntry(log: readonly LogEntry[], entry: LogEntry): readonly LogEntry[] {
	const at = log.findIndex(({ id }) => id === entry.id);
	return at >= 0 ? log.with(at, entry) : [...log, entry].slice(-LOG_LENGTH);
}
