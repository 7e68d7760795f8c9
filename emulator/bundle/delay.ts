/** Settles after `ms`; rejects with the signal's reason when it aborts before. */
export function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(finish, ms);
		signal?.addEventListener("abort", finish, { once: true });
		if (signal?.aborted) finish();
		function finish(): void {
			clearTimeout(timer);
			signal?.removeEventListener("abort", finish);
			if (signal?.aborted) reject(signal.reason);
			else resolve();
		}
	});
}
