/** Streams of JSON values, one a line: the engine's events, the log of what clients ask. */

/** A line longer than this is nothing that anybody sends on purpose; it is dropped. */
const LONGEST_LINE = 1_000_000;

/**
 * Calls `onValues` with what each piece of the stream completed, until it ends. A line that is no JSON is left out.
 * @throws when the stream breaks, or the signal's reason
 */
export async function readJsonLines(
	stream: ReadableStream<Uint8Array>,
	signal: AbortSignal,
	onValues: (values: readonly unknown[]) => void,
): Promise<void> {
	const reader = stream.getReader();
	const hangUp = () => void reader.cancel(signal.reason).catch(() => {});
	signal.addEventListener("abort", hangUp);
	if (signal.aborted) hangUp();
	const decoder = new TextDecoder();
	let rest = "";
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done || signal.aborted) break;
			const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
			rest = lines.pop() ?? "";
			if (rest.length > LONGEST_LINE) rest = "";
			const values = lines.flatMap(parsed);
			if (values.length > 0) onValues(values);
		}
	} finally {
		signal.removeEventListener("abort", hangUp);
		reader.releaseLock();
	}
	signal.throwIfAborted();
}

function parsed(line: string): unknown[] {
	try {
		return line.trim() === "" ? [] : [JSON.parse(line)];
	} catch {
		return [];
	}
}
