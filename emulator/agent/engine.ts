/** Requests to the Docker Engine over its socket in the guest, one connection each. */
import { MachineError } from "../errors.ts";
import { encodeRequestHead } from "../http/request.ts";
import type { HttpResponseReader } from "../http/response.ts";
import type { EngineApi, EngineRequest, EngineResponse } from "../machine.ts";
import type { AgentLink } from "./link.ts";
import { readAll } from "./read-all.ts";
import type { AgentStream } from "./stream.ts";

/** Where clients look. The guest's agent knows that the engine itself listens elsewhere, behind what notes their requests. */
const socketPath = "/run/docker.sock";

export function createEngineApi(link: AgentLink, whenRunning: (signal?: AbortSignal) => Promise<void>): EngineApi {
	return {
		request: async (request) => {
			const { method, path, headers = {} } = request;
			const body = typeof request.body === "string" ? new TextEncoder().encode(request.body) : request.body;
			const head = encodeRequestHead({ method, path, headers: Object.entries(headers), body: body?.length, host: "docker" });
			await whenRunning(request.signal);
			return send(link.open("connect", [["unix", socketPath]]), body === undefined ? [head] : [head, body], request);
		},
	};
}

async function send(
	stream: AgentStream,
	pieces: readonly Uint8Array[],
	{ method = "GET", signal }: EngineRequest,
): Promise<EngineResponse> {
	const handleAbort = () => stream.abandon(signal?.reason);
	if (signal?.aborted) handleAbort();
	signal?.addEventListener("abort", handleAbort, { once: true });
	const finish = () => {
		signal?.removeEventListener("abort", handleAbort);
		stream.cancel();
	};
	// The answer tells what became of the request, also of one that the daemon stopped reading.
	const writer = stream.input.getWriter();
	for (const piece of pieces) writer.write(piece).catch(() => {});
	try {
		const reader = await responseReader(stream.output, method);
		const { status, headers } = await reader.head();
		const body = bodyOf(reader, (thrown) => failure(stream, thrown, signal), finish);
		const text = async () => new TextDecoder().decode(await readAll(body));
		return { status, headers, body, text, json: async (): Promise<unknown> => JSON.parse(await text()) };
	} catch (thrown) {
		const error = await failure(stream, thrown, signal);
		finish();
		throw error;
	}
}

/** Its parser is loaded with the first request: a page shows much before it asks the engine for anything. */
async function responseReader(output: ReadableStream<Uint8Array>, method: string): Promise<HttpResponseReader> {
	const { HttpResponseReader } = await import("../http/response.ts");
	return new HttpResponseReader(output, method);
}

function bodyOf(
	reader: HttpResponseReader,
	failure: (thrown: unknown) => Promise<unknown>,
	finish: () => void,
): ReadableStream<Uint8Array> {
	return new ReadableStream<Uint8Array>(
		{
			pull: async (controller) => {
				try {
					const piece = await reader.read();
					if (piece !== undefined) return controller.enqueue(piece);
					controller.close();
				} catch (thrown) {
					controller.error(await failure(thrown));
				}
				finish();
			},
			cancel: finish,
		},
		{ highWaterMark: 0 },
	);
}

/** What to tell the caller: the reason of an abort and the loss of the agent as they are, all else as the daemon's doing. */
async function failure(stream: AgentStream, thrown: unknown, signal: AbortSignal | undefined): Promise<unknown> {
	if (signal?.aborted) return signal.reason;
	if (thrown instanceof MachineError) return thrown;
	const errno = await connectError(stream);
	if (errno === undefined) {
		const why = thrown instanceof Error ? thrown.message : String(thrown);
		return new MachineError("EngineUnavailableError", `Docker Engine broke its answer off: ${why}.`, { cause: thrown });
	}
	return new MachineError("EngineUnavailableError", `Docker Engine does not accept connections (${errno}). It may be starting.`, {
		detail: errno,
		cause: thrown,
	});
}

/** The errno of a connection that came to nothing. */
async function connectError(stream: AgentStream): Promise<string | undefined> {
	stream.cancel();
	const end = await stream.end.catch(() => undefined);
	return end !== undefined && "errno" in end ? end.errno : undefined;
}
