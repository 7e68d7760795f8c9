/**
 * The script of the page that the preview's server gives where a guest's page was asked for: the browser asked the server because the
 * service worker does not take the request. That is so in a tab of its own, where it is another one's, and after a reload that passes
 * service workers over.
 */
import { PREVIEW_PAGE } from "./protocol.ts";
import { startServiceWorker } from "./start-service-worker.ts";

/** After a reload the service worker answers. Should it not, the page says so instead of loading for ever. */
const RELOADED_KEY = "slipway-reloaded";
const RELOAD_AGAIN_AFTER_MS = 10_000;

const site = (document.documentElement.dataset.sites ?? "").split(" ")[0] ?? "";

if (window.top === window) {
	// In a tab of its own a guest's page could take the place of any page: it is shown inside one of the site.
	location.replace(`${site}${PREVIEW_PAGE}#${location.host}${location.pathname}${location.search}${location.hash}`);
} else void answerFromNowOn();

async function answerFromNowOn(): Promise<void> {
	const reloadedMs = Number(sessionStorage.getItem(RELOADED_KEY));
	if (Date.now() - reloadedMs < RELOAD_AGAIN_AFTER_MS) {
		document.documentElement.dataset.failed = "";
		return;
	}
	try {
		await startServiceWorker();
		sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
		location.reload();
	} catch {
		document.documentElement.dataset.failed = "";
	}
}
