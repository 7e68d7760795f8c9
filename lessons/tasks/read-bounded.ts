/** Reading what somebody else prints, without keeping all of it. */

interface Bounds {
	/** What is kept, from its beginning. */
	readonly keptBytes: number;
	/** With more than this, `onTooMuch` is called, once. */
	readonly mostBytes: number;
	readonly onTooMuch: () => void;
}

/** Reads to the end, also to one by an error: the beginning is worth something even then. */
export async function readBounded(stream: ReadableStream<Uint8Array>, bounds: Bounds): Promise<string> {
	const reader = stream.getReader();
	const decoder = new TextDecoder();
	let kept = "";
	let totalBytes = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			const room = Math.max(0, bounds.keptBytes - totalBytes);
			kept += decoder.decode(value.subarray(0, room), { stream: true });
			if (totalBytes <= bounds.mostBytes && totalBytes + value.length > bounds.mostBytes) bounds.onTooMuch();
			totalBytes += value.length;
		}
	} catch {
		// How the program ended tells why; this is about what it said until then.
	}
	return kept;
}
