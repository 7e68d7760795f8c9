/**
 * What pages of a preview and the page with the machine say to each other. A page's request goes to the service worker of its origin,
 * from there through the bridge (a hidden frame of that origin in the page with the machine) to that page, which answers on a port
 * that came along. All of it can be written by a guest's page: who reads it parses it.
 */

/** Paths below it are the preview's own; a guest cannot serve them. */
export const OWN_PATH = "/.slipway/";
export const BRIDGE_PATH = `${OWN_PATH}bridge`;
export const WORKER_PATH = `${OWN_PATH}worker.js`;
export const PAGE_SCRIPT_PATH = `${OWN_PATH}page.js`;
/** Answered by the service worker: see `listening` below. */
export const LISTENING_PATH = `${OWN_PATH}listening`;
/** On the site: shows a preview in a tab of its own. The preview's host and path follow as fragment. */
export const PREVIEW_PAGE = "/preview";

export type Header = readonly [name: string, value: string];

export type Ask =
	/** With a port for the answer and, when `bodyBytes` is a number, one for the body (byte-pipe.ts). */
	| {
			readonly kind: "request";
			readonly method: string;
			/** With query, without fragment. */
			readonly path: string;
			readonly headers: readonly Header[];
			/** URL, or empty. */
			readonly referrer: string;
			/** Whether a page is to be shown, rather than a part of one. */
			readonly navigation: boolean;
			/** Whether cookies go along. */
			readonly credentials: boolean;
			/** Null without a body. */
			readonly bodyBytes: number | null;
	  }
	/** With a port for `ToSocket` and `FromSocket`. */
	| { readonly kind: "socket"; readonly path: string; readonly protocols: readonly string[] }
	/** A page wrote to `document.cookie`. Without ports. */
	| { readonly kind: "cookie"; readonly path: string; readonly text: string }
	/** With a port for an answer: status 204 as soon as something listens on the port, 503 when that takes long. */
	| { readonly kind: "listening" };

/**
 * What comes on the port for an answer: `heard` at once, then a head, and with it a port for the body when there is one. The other way
 * goes `{ abort: true }` when the answer is not wanted any more.
 */
export interface AnswerHead {
	readonly status: number;
	readonly headers: readonly Header[];
	/** All that scripts may read, when the answer changed one. */
	readonly cookies?: readonly ScriptCookie[];
}

/** A cookie as scripts may see it: those with `HttpOnly` stay with the page that has the machine. */
export interface ScriptCookie {
	readonly name: string;
	readonly value: string;
	readonly path: string;
}

/** From a page's WebSocket to the page with the machine. `read` is what the page took off its port, in bytes, for back-pressure. */
export type ToSocket =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "read"; readonly bytes: number }
	| { readonly kind: "close"; readonly code?: number; readonly reason: string };

/** The other way. `sent` counts bytes that have left, for `bufferedAmount`. `failed` comes before `closed` when it ended in an error. */
export type FromSocket =
	| { readonly kind: "open"; readonly protocol: string }
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| { readonly kind: "sent"; readonly bytes: number }
	| {
			readonly kind: "closed";
			readonly code: number;
			readonly reason: string;
			readonly clean: boolean;
			readonly failed: boolean;
	  };

/** From the service worker to the bridge, which passes it on. */
export type FromWorker = { readonly kind: "slipway-ask"; readonly ask: Ask };

/** From the bridge to the page that holds it, once that has said `slipway-connect`. */
export type FromBridge =
	| { readonly kind: "slipway-ready" }
	| { readonly kind: "slipway-failed"; readonly message: string }
	| FromWorker;

/** From a previewed page to the frame around it. */
export type FromPage = {
	readonly kind: "slipway-at";
	/** With query and fragment. */
	readonly path: string;
	readonly title: string;
	readonly canGoBack: boolean;
	readonly canGoForward: boolean;
};

/** From the frame around it to a previewed page. */
export type ToPage = { readonly kind: "slipway-go"; readonly where: "back" | "forward" | "reload" };

/** The channel on which the service worker tells all pages of its origin of `ScriptCookie`s. */
export const COOKIE_CHANNEL = "slipway-cookies";
