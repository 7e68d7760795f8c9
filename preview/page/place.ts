/** Tells the frame around a previewed page where the page is, and goes where its buttons say. */
import type { FromPage, ToPage } from "../protocol.ts";

/** The frame's own history, without that of the pages around it. Not in every browser. */
interface FrameHistory extends EventTarget {
	readonly canGoBack: boolean;
	readonly canGoForward: boolean;
	back(): FrameMove;
	forward(): FrameMove;
	reload(): FrameMove;
}
interface FrameMove {
	readonly committed: Promise<unknown>;
	readonly finished: Promise<unknown>;
}

export function reportPlace(frame: Window, site: string): void {
	const frameHistory = (window as unknown as { navigation?: FrameHistory }).navigation;
	let last = "";

	function report(): void {
		const message: FromPage = {
			kind: "slipway-at",
			path: location.pathname + location.search + location.hash,
			title: document.title,
			canGoBack: frameHistory?.canGoBack ?? false,
			canGoForward: frameHistory?.canGoForward ?? false,
		};
		const text = JSON.stringify(message);
		if (text === last) return;
		last = text;
		frame.postMessage(message, site);
	}

	report();
	frameHistory?.addEventListener("currententrychange", report);
	for (const event of ["hashchange", "popstate", "load", "pageshow"]) window.addEventListener(event, report);
	document.addEventListener("DOMContentLoaded", report);

	window.addEventListener("message", (event: MessageEvent<ToPage>) => {
		if (event.source !== frame || event.origin !== site || event.data?.kind !== "slipway-go") return;
		event.stopImmediatePropagation();
		if (event.data.where === "reload") location.reload();
		else if (frameHistory) {
			const { committed, finished } = frameHistory[event.data.where]();
			// Rejected when there is nowhere to go, or the page has other plans.
			for (const outcome of [committed, finished]) outcome.catch(() => {});
		}
	});
}
