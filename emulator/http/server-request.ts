/**
 * A `Request` as a server gets it. Browsers leave out of their own what pages may not set, `Content-Length` and `Cookie` among it, and
 * some know no streaming bodies; so those parts of it are ours.
 */
import { BadRequest, type RequestHead } from "./request-reader.ts";

/** @throws BadRequest for a target or method that no `Request` can have */
export function makeRequest(
	head: RequestHead,
	body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
	signal: AbortSignal,
): Request {
	const headers = new Headers();
	for (const [name, value] of head.fields) {
		try {
			headers.append(name, value);
		} catch {
			throw new BadRequest(400, "A header has a name or value that is not allowed.");
		}
	}
	const request = newRequest(head, headers.get("host") ?? "");
	const content = new Response(body);
	const parts: Partial<Request> = {
		headers,
		body,
		signal,
		arrayBuffer: () => content.arrayBuffer(),
		blob: () => content.blob(),
		json: () => content.json(),
		text: () => content.text(),
	};
	for (const [name, value] of Object.entries(parts)) Object.defineProperty(request, name, { value });
	Object.defineProperty(request, "bodyUsed", { get: () => content.bodyUsed });
	return request;
}

function newRequest({ method, target }: RequestHead, host: string): Request {
	if (method === "CONNECT" || method === "TRACE") throw new BadRequest(501, `The method ${method} is not known here.`);
	if (!target.startsWith("/")) throw new BadRequest(400, "The target of a request is a path here.");
	let url: string;
	try {
		url = new URL(`http://${host || "localhost"}`).origin;
		return new Request(`${url}${target}`, { method });
	} catch {
		throw new BadRequest(400, "The Host or the path of the request is malformed.");
	}
}
