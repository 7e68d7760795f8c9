import { WORKER_PATH } from "./protocol.ts";

/** Settles when the origin's service worker takes requests. @throws when the browser does not allow one */
export async function startServiceWorker(): Promise<void> {
	const registration = await navigator.serviceWorker.register(WORKER_PATH, { scope: "/", updateViaCache: "none" });
	const worker = registration.active ?? registration.waiting ?? registration.installing;
	if (!worker) throw new Error("the service worker did not start");
	await new Promise<void>((resolve, reject) => {
		function look(): void {
			if (worker?.state === "activated") resolve();
			if (worker?.state === "redundant") reject(new Error("the service worker did not start"));
		}
		worker.addEventListener("statechange", look);
		look();
	});
}
