/**
 * The service worker of a preview's origin: takes each request of its pages to the page with the machine. It keeps nothing between two
 * requests, because browsers end service workers whenever they like.
 */
import { receiveBytes, sendBytes } from "./byte-pipe.ts";
import { messagePage } from "./message-page.ts";
import { type AnswerHead, type Ask, BRIDGE_PATH, COOKIE_CHANNEL, type FromWorker, LISTENING_PATH, OWN_PATH } from "./protocol.ts";

/** The part of a service worker's scope that is used; the DOM's types and a worker's cannot be loaded side by side. */
declare const self: {
	readonly location: Location;
	readonly clients: {
		claim(): Promise<void>;
		matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly BridgeClient[]>;
	};
	skipWaiting(): Promise<void>;
	addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
	addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
	addEventListener(type: "message", listener: (event: AskEvent) => void): void;
};

interface BridgeClient {
	readonly url: string;
	postMessage(message: FromWorker, transfer: Transferable[]): void;
}
interface LifeEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LifeEvent {
	readonly request: Request;
	respondWith(response: Promise<Response>): void;
}
interface AskEvent extends LifeEvent {
	readonly data: Ask;
	readonly ports: readonly MessagePort[];
}

/** The page with the machine says at once that it heard; what takes long comes after that. */
const HEARD_WITHIN_MS = 10_000;

const gone = {
	title: "The machine of this preview is not there",
	text: "It lives in a browser tab that was closed, reloaded or reset. Open the preview again from the page with the machine.",
};

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url);
	if (url.origin !== self.location.origin) return;
	if (url.pathname === LISTENING_PATH) event.respondWith(answer(event, async () => [{ kind: "listening" }, undefined]));
	else if (!url.pathname.startsWith(OWN_PATH)) event.respondWith(answer(event, () => requestOf(event.request, url)));
});

// What scripts of the pages ask for: sockets, cookies.
self.addEventListener("message", (event) => {
	event.waitUntil(
		toBridge(event.data, [...event.ports]).then((reached) => {
			if (!reached)
				for (const port of event.ports) port.postMessage({ kind: "closed", code: 1006, reason: "", clean: false, failed: true });
		}),
	);
});

async function requestOf(request: Request, { pathname, search }: URL): Promise<[Ask, Blob | undefined]> {
	// As a blob, its length is known: servers of all ages understand a length, and not all understand chunks.
	const body = request.method === "GET" || request.method === "HEAD" ? undefined : await request.blob();
	const ask: Ask = {
		kind: "request",
		method: request.method,
		path: pathname + search,
		headers: [...request.headers],
		referrer: request.referrer === "about:client" ? "" : request.referrer,
		navigation: request.mode === "navigate",
		credentials: request.credentials !== "omit",
		bodyBytes: body && (body.size > 0 || request.method === "POST") ? body.size : null,
	};
	return [ask, body && body.size > 0 ? body : undefined];
}

async function answer(event: FetchEvent, ask: () => Promise<[Ask, Blob | undefined]>): Promise<Response> {
	const [question, body] = await ask();
	const { port1: port, port2: theirs } = new MessageChannel();
	const ports = [theirs];
	if (body) {
		const upload = new MessageChannel();
		ports.push(upload.port2);
		// How the sending ends is told by the answer.
		event.waitUntil(sendBytes(body.stream(), upload.port1).catch(() => {}));
	}
	const head = nextHead(port);
	const abort = () => port.postMessage({ abort: true });
	event.request.signal.addEventListener("abort", abort);
	const reached = await toBridge(question, ports);
	const received = reached ? await head : undefined;
	if (!received) {
		port.close();
		const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
		return new Response(messagePage(gone), { status: 503, headers });
	}
	const { status, headers, cookies, body: bodyPort } = received;
	if (cookies) tellCookies(cookies);
	return new Response(bodyPort ? receiveBytes(bodyPort) : null, {
		status,
		headers: headers.map(([name, value]): [string, string] => [name, value]),
	});
}

/** The head of the answer, or nothing when nobody hears the question. */
function nextHead(port: MessagePort): Promise<(AnswerHead & { body: MessagePort | undefined }) | undefined> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(undefined), HEARD_WITHIN_MS);
		port.addEventListener("close", () => resolve(undefined));
		port.onmessage = ({ data, ports }: MessageEvent<AnswerHead | "heard">) => {
			clearTimeout(timer);
			if (data !== "heard") resolve({ ...data, body: ports[0] });
		};
	});
}

/** @returns false when there is no bridge: the page with the machine is gone, or has another machine by now */
async function toBridge(ask: Ask, ports: MessagePort[]): Promise<boolean> {
	const clients = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	const bridge = clients.find(({ url }) => new URL(url).pathname === BRIDGE_PATH);
	bridge?.postMessage({ kind: "slipway-ask", ask }, ports);
	return bridge !== undefined;
}

function tellCookies(cookies: AnswerHead["cookies"]): void {
	const channel = new BroadcastChannel(COOKIE_CHANNEL);
	channel.postMessage(cookies);
	channel.close();
}
