/** One request of a previewed page: taken to the guest's port, and its answer back, both as streams. */
import type { GuestPorts, PortResponse } from "#emulator/machine.ts";
import { receiveBytes, sendBytes } from "#preview/byte-pipe.ts";
import { messagePage } from "#preview/message-page.ts";
import type { AnswerHead } from "#preview/protocol.ts";
import type { Request } from "./ask.ts";
import type { CookieJar } from "./cookie-jar.ts";
import { failurePage } from "./failure-page.ts";
import { requestHeaders } from "./request-headers.ts";
import { responseHeaders } from "./response-headers.ts";
import { insertTag, scriptTag } from "./script-tag.ts";

export interface Target {
	readonly ports: Pick<GuestPorts, "request">;
	readonly port: number;
	/** The preview's own. */
	readonly origin: string;
	/** The page's with the machine. */
	readonly site: string;
	readonly cookies: CookieJar;
	/** The container that publishes the port, as far as is known now. */
	readonly container: () => string | undefined;
}

export interface Progress {
	readonly status?: number;
	readonly bytes?: number;
}

/**
 * Answers on `answerPort`; the request's body comes from `bodyPort`. Settles after the last byte.
 * @returns how it ended; never throws
 */
export async function answerRequest(
	target: Target,
	request: Request,
	{ answerPort, bodyPort, signal }: { answerPort: MessagePort; bodyPort: MessagePort | undefined; signal: AbortSignal },
	report: (progress: Progress) => void,
): Promise<"done" | "failed" | "cancelled"> {
	const stop = new AbortController();
	const handleAbort = () => stop.abort();
	signal.addEventListener("abort", handleAbort);
	if (signal.aborted) handleAbort();
	answerPort.onmessage = handleAbort;
	answerPort.addEventListener("close", handleAbort);
	answerPort.postMessage("heard");
	try {
		const response = await askGuest(target, request, bodyPort, stop.signal);
		report({ status: response.status });
		return await sendAnswer(target, request, response, answerPort, report);
	} catch (thrown) {
		if (stop.signal.aborted && !signal.aborted) return "cancelled";
		sendFailure(target, request, thrown, answerPort);
		return "failed";
	} finally {
		signal.removeEventListener("abort", handleAbort);
		answerPort.removeEventListener("close", handleAbort);
		answerPort.onmessage = null;
	}
}

async function askGuest(
	target: Target,
	request: Request,
	bodyPort: MessagePort | undefined,
	signal: AbortSignal,
): Promise<PortResponse> {
	const { ports, port, origin, cookies } = target;
	const { method, path } = request;
	const headers = requestHeaders({ ...request, origin, cookies: request.credentials ? cookies.header(path) : undefined });
	return await ports.request({ port, method, path, headers, signal, ...(bodyPort && { body: receiveBytes(bodyPort) }) });
}

/** Statuses whose answers have no body; a `Response` with one cannot be made for them. */
const bodiless = new Set([204, 205, 304]);

async function sendAnswer(
	{ origin, port, site, cookies }: Target,
	{ method, path, navigation, credentials }: Request,
	{ status, headers, body }: PortResponse,
	answerPort: MessagePort,
	report: (progress: Progress) => void,
): Promise<"done" | "failed" | "cancelled"> {
	const changes = credentials ? headers.getSetCookie().map((cookie) => cookies.set(cookie, path, "answer")) : [];
	const coding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
	const decoded = codings.has(coding);
	const isPage =
		navigation && /^text\/html\b/i.test(headers.get("content-type") ?? "") && (decoded || coding === "" || coding === "identity");
	const nonce = isPage ? crypto.randomUUID() : undefined;
	// `Response` takes only these.
	const usable = status >= 200 && status <= 599 ? status : 502;
	const head: AnswerHead = {
		status: usable,
		headers: responseHeaders({ headers, origin, port, nonce, decoded }),
		...(changes.includes(true) && { cookies: cookies.forScripts() }),
	};
	if (method === "HEAD" || bodiless.has(usable)) {
		await body.cancel();
		answerPort.postMessage(head);
		return "done";
	}
	const { port1, port2 } = new MessageChannel();
	answerPort.postMessage(head, [port2]);
	let bytes = 0;
	let ended = false;
	const counted = body.pipeThrough(
		new TransformStream<Uint8Array, Uint8Array>({
			transform(piece, controller) {
				bytes += piece.byteLength;
				report({ bytes });
				controller.enqueue(piece);
			},
			flush() {
				ended = true;
			},
		}),
	);
	const plain = decoded
		? counted.pipeThrough(new DecompressionStream(codings.get(coding) ?? "gzip") as TransformStream<Uint8Array, Uint8Array>)
		: counted;
	const page =
		nonce === undefined ? plain : plain.pipeThrough(insertTag(scriptTag({ site, cookies: cookies.forScripts(), nonce })));
	try {
		await sendBytes(page, port1);
		return ended ? "done" : "cancelled";
	} catch {
		return "failed";
	}
}

/** What servers compress with although they were asked not to, and browsers can undo for us. */
const codings: ReadonlyMap<string, CompressionFormat> = new Map([
	["gzip", "gzip"],
	["x-gzip", "gzip"],
	["deflate", "deflate"],
]);

function sendFailure(target: Target, { method, navigation }: Request, thrown: unknown, answerPort: MessagePort): void {
	const { port, site } = target;
	const page = failurePage({ thrown, port, container: target.container(), repeatable: method === "GET" });
	const text = navigation
		? messagePage(page, scriptTag({ site, cookies: target.cookies.forScripts(), nonce: "" }))
		: `${page.title}\n${page.text}\n`;
	const { port1, port2 } = new MessageChannel();
	const type = navigation ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
	const head: AnswerHead = {
		status: 502,
		headers: [
			["content-type", type],
			["cache-control", "no-store"],
		],
	};
	answerPort.postMessage(head, [port2]);
	sendBytes(new Blob([text]).stream(), port1).catch(() => {});
}
