/** Something that answers a few requests of the Docker Engine API on a socket, for tests of the way there. It runs no containers. */
import { Pipe } from "./pipe.ts";

interface Reply {
	readonly status: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

export class FakeEngine {
	/** False: nothing listens. */
	listening = true;
	readonly #nowMs: () => number;
	readonly #volumes = new Set<string>();
	readonly #listeners = new Set<(event: unknown) => void>();

	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	/** One request and its answer; ends `output` after it. */
	async serve(input: Pipe, output: Pipe, signal: AbortSignal): Promise<void> {
		try {
			const { method, path, body } = await readRequest(input, signal);
			if (path === "/events") await this.#streamEvents(output, signal);
			else await this.#write(output, formatReply(this.#answer(method, path, body), method === "HEAD"), signal);
		} finally {
			output.end();
		}
	}

	#answer(method: string, path: string, body: string): Reply {
		const route = `${method === "HEAD" ? "GET" : method} ${path}`;
		if (route === "GET /_ping") return { status: "200 OK", headers: { "Content-Type": "text/plain" }, body: "OK" };
		if (route === "GET /version") {
			return {
				status: "200 OK",
				body: { Platform: { Name: "fake" }, Version: "0.0.0-fake", ApiVersion: "1.45", Os: "linux", Arch: "386" },
			};
		}
		if (route === "GET /info") return { status: "200 OK", body: { ServerVersion: "0.0.0-fake", Containers: 0, Images: 0 } };
		if (route === "GET /containers/json" || route === "GET /images/json") return { status: "200 OK", body: [] };
		if (route === "POST /volumes/create") return this.#createVolume(body);
		if (method === "DELETE" && path.startsWith("/volumes/")) return this.#removeVolume(path.slice("/volumes/".length));
		const container = /^\/containers\/([^/]+)/.exec(path)?.[1];
		if (container !== undefined) return { status: "404 Not Found", body: { message: `No such container: ${container}` } };
		return { status: "404 Not Found", body: { message: `the fake engine does not know ${path}` } };
	}

	#createVolume(body: string): Reply {
		const { Name: name } = JSON.parse(body) as { Name: string };
		this.#volumes.add(name);
		this.#tell("create", name);
		return { status: "201 Created", body: { Name: name, Driver: "local" } };
	}

	#removeVolume(name: string): Reply {
		if (!this.#volumes.delete(name)) return { status: "404 Not Found", body: { message: `get ${name}: no such volume` } };
		this.#tell("destroy", name);
		return { status: "204 No Content" };
	}

	#tell(action: string, name: string): void {
		const time = Math.floor(this.#nowMs() / 1000);
		for (const listener of this.#listeners) listener({ Type: "volume", Action: action, Actor: { ID: name }, time });
	}

	async #streamEvents(output: Pipe, signal: AbortSignal): Promise<void> {
		const events = new Pipe();
		const listener = (event: unknown) => events.push(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
		this.#listeners.add(listener);
		try {
			const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
			await this.#write(output, head, signal);
			for (;;) {
				const bytes = await events.read(signal);
				if (bytes === undefined) return;
				await this.#write(output, `${bytes.length.toString(16)}\r\n${new TextDecoder().decode(bytes)}\r\n`, signal);
			}
		} finally {
			this.#listeners.delete(listener);
		}
	}

	#write(output: Pipe, text: string, signal: AbortSignal): Promise<void> {
		return output.write(new TextEncoder().encode(text), signal);
	}
}

async function readRequest(input: Pipe, signal: AbortSignal): Promise<{ method: string; path: string; body: string }> {
	const decoder = new TextDecoder();
	let text = "";
	for (;;) {
		const [head = "", body] = text.split("\r\n\r\n", 2);
		const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
		if (body !== undefined && new TextEncoder().encode(body).length >= length) {
			const [method = "", target = ""] = head.split(" ", 2);
			return { method, path: target.split("?", 1)[0] ?? "", body };
		}
		const bytes = await input.read(signal);
		if (bytes === undefined) throw new Error("the request ended before its head did");
		text += decoder.decode(bytes, { stream: true });
	}
}

function formatReply({ status, headers = {}, body }: Reply, headOnly: boolean): string {
	const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
	const all: Record<string, string> = { "Api-Version": "1.45", "Content-Type": "application/json", Server: "fake", ...headers };
	if (body !== undefined) all["Content-Length"] = String(new TextEncoder().encode(text).length);
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${headOnly ? "" : text}`;
}
