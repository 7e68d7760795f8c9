/** Carries a shell's output to the screen no faster than the screen draws, which is what stops `yes` from filling memory. */

/**
 * The screen may be this far behind before no more is read. Small enough that Ctrl-C seems to work at once, large enough that
 * the screen always has something to draw in its next slice of time.
 */
const HIGH_WATER_BYTES = 64 * 1024;

/** Hands `bytes` to the screen, which calls `drawn` when it has taken them in. */
export type WriteToScreen = (bytes: Uint8Array, drawn: () => void) => void;

/** Settles when all output has been drawn, or `signal` aborts. @throws what the stream broke with. */
export async function pumpOutput(output: ReadableStream<Uint8Array>, write: WriteToScreen, signal: AbortSignal): Promise<void> {
	const reader = output.getReader();
	let waitingBytes = 0;
	let wake = () => {};

	function stop(): void {
		wake();
		reader.cancel().catch(() => {});
	}
	function waitFor(condition: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			wake = () => {
				if (condition() || signal.aborted) resolve();
			};
			wake();
		});
	}

	signal.addEventListener("abort", stop);
	if (signal.aborted) stop();
	try {
		while (!signal.aborted) {
			const { done, value } = await reader.read();
			if (done) break;
			waitingBytes += value.byteLength;
			write(value, () => {
				waitingBytes -= value.byteLength;
				wake();
			});
			if (waitingBytes >= HIGH_WATER_BYTES) await waitFor(() => waitingBytes < HIGH_WATER_BYTES / 2);
		}
		await waitFor(() => waitingBytes === 0);
	} finally {
		signal.removeEventListener("abort", stop);
		reader.releaseLock();
	}
}
