/**
 * The script of the bridge: a hidden frame in the page with the machine, of a preview's origin. It starts the service worker of that
 * origin and passes on what it asks. A guest's page can reach into this frame, so it has no power that such a page does not have.
 */
import type { FromBridge, FromWorker } from "./protocol.ts";
import { startServiceWorker } from "./start-service-worker.ts";

const sites = (document.documentElement.dataset.sites ?? "").split(" ");

window.addEventListener("message", (event: MessageEvent<unknown>) => {
	// Which of the site's names the page around goes by is known when it calls.
	if (event.source === parent && sites.includes(event.origin) && event.data === "slipway-connect") void connect(event.origin);
});

async function connect(site: string): Promise<void> {
	const say = (message: FromBridge, ports: MessagePort[] = []) => parent.postMessage(message, site, ports);
	const { serviceWorker } = navigator;
	// Undefined where the browser takes the origin for an insecure one.
	if (!serviceWorker) {
		say({ kind: "slipway-failed", message: "This browser has no service workers here." });
		return;
	}
	serviceWorker.onmessage = ({ data, ports }: MessageEvent<FromWorker>) => say(data, [...ports]);
	serviceWorker.startMessages();
	try {
		await startServiceWorker();
		say({ kind: "slipway-ready" });
	} catch (error) {
		say({ kind: "slipway-failed", message: error instanceof Error ? error.message : String(error) });
	}
}
