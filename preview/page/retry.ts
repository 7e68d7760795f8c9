/** On a page that says that nothing listens yet: waits until something does, then loads what was asked for. */
import { LISTENING_PATH } from "../protocol.ts";

/** When even the question fails, which is when the page with the machine is not there. */
const ASK_AGAIN_MS = 2000;

export function retryWhenListening(): void {
	document.addEventListener("DOMContentLoaded", async () => {
		if (!("slipwayRetry" in document.documentElement.dataset)) return;
		// An answer takes as long as the port stays silent, up to a limit of the other side.
		for (;;) {
			const answer = await fetch(LISTENING_PATH, { cache: "no-store" }).catch(() => undefined);
			if (answer?.status === 204) break;
			await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
		}
		location.reload();
	});
}
