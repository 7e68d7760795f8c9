/** Tells other tabs of the site whether a machine is still there: its tab holds a lock, which browsers release with the tab. */

function lockName(machineId: string): string {
	return `slipway-machine-${machineId}`;
}

/** Until `signal` aborts. */
export function holdMachineLock(machineId: string, signal: AbortSignal): void {
	const over = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
	// Without locks, which only insecure contexts are, other tabs are told by the service worker when they ask for something.
	navigator.locks?.request(lockName(machineId), () => over).catch(() => {});
}

/** Settles when no tab has that machine. @throws the signal's reason */
export async function untilMachineIsGone(machineId: string, signal: AbortSignal): Promise<void> {
	await navigator.locks.request(lockName(machineId), { signal }, () => {});
}
