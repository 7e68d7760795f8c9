/** The hidden frame through which the service worker of a preview's origin reaches this page (preview/bridge.ts). */
import { type Ask, BRIDGE_PATH } from "#preview/protocol.ts";
import { parseFromBridge } from "./ask.ts";

/** Loading a page of this computer's own takes a fraction of a second; a name that does not resolve takes for ever. */
const READY_WITHIN_MS = 15_000;

export interface BridgeFrame {
	/** Settles when pages of the origin are answered. @throws Error when they cannot be */
	readonly ready: Promise<void>;
	remove(): void;
}

export type OpenBridge = (origin: string, onAsk: (ask: Ask, ports: readonly MessagePort[]) => void) => BridgeFrame;

export const openBridgeFrame: OpenBridge = (origin, onAsk) => {
	const frame = document.createElement("iframe");
	frame.hidden = true;
	frame.title = "Connection of a preview";
	frame.setAttribute("aria-hidden", "true");
	// Not more than a previewed page is allowed, as that can reach into it.
	frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
	let remove = () => {};
	const ready = new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`${origin} does not answer`)), READY_WITHIN_MS);
		function receive({ source, origin: from, data, ports }: MessageEvent<unknown>): void {
			if (source === null || source !== frame.contentWindow || from !== origin) return;
			const message = parseFromBridge(data);
			if (message?.kind === "slipway-ask") onAsk(message.ask, ports);
			else if (message?.kind === "slipway-ready") {
				clearTimeout(timer);
				resolve();
			} else if (message?.kind === "slipway-failed") {
				clearTimeout(timer);
				reject(new Error(message.message));
			}
		}
		remove = () => {
			clearTimeout(timer);
			window.removeEventListener("message", receive);
			frame.remove();
			reject(new Error("the preview was closed"));
		};
		window.addEventListener("message", receive);
		frame.addEventListener("load", () => frame.contentWindow?.postMessage("slipway-connect", origin));
		frame.src = origin + BRIDGE_PATH;
		document.body.append(frame);
	});
	ready.catch(() => {});
	return { ready, remove };
};

/** Lets this page show frames of previews and no others: what may be built into the site's own policy is wider. */
export function allowFramesOnly(pattern: string): void {
	if (document.head.querySelector("meta[data-preview-frames]")) return;
	const meta = document.createElement("meta");
	meta.httpEquiv = "Content-Security-Policy";
	meta.content = `frame-src ${pattern}`;
	meta.dataset.previewFrames = "";
	document.head.append(meta);
}
