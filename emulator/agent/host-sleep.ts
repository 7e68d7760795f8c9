/**
 * Notices that the host slept (a closed laptop lid): the clock on the wall went on, the one that counts waking time stood still, and with
 * it the guest's. It also notices a clock that was put right. Where the waking clock goes on during sleep, so does the guest's, and
 * there is nothing to notice.
 */

const tickMs = 2_000;
/** Above what the two clocks drift apart by themselves between two ticks. */
const apartMs = 250;

/** Calls `onWake` after each sleep until the returned function is called. Does not keep a Node process alive. */
export function watchHostSleep(onWake: () => void): () => void {
	let sleptMs = Date.now() - performance.now();
	const timer: unknown = setInterval(() => {
		const nowMs = Date.now() - performance.now();
		// Slow drift adds up, and is put right as well.
		if (Math.abs(nowMs - sleptMs) <= apartMs) return;
		sleptMs = nowMs;
		onWake();
	}, tickMs);
	// A browser's timer is a number; Node's is an object that holds the process open.
	if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") timer.unref();
	return () => clearInterval(timer as Parameters<typeof clearInterval>[0]);
}
