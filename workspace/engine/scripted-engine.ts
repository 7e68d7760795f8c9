/** An engine for tests: it has what the test puts into it, and tells events when the test says so. Every request is counted. */
import { MachineError } from "#emulator/errors.ts";
import type { EngineResponse, Machine } from "#emulator/machine.ts";

export interface ScriptedEngine {
	readonly machine: Pick<Machine, "engine" | "files">;
	/** Paths without query that were asked for since the last look at them. */
	asked(): string[];
	/** Answers by path; another path is not found. */
	readonly answers: Map<string, unknown>;
	tell(type: string, action: string, id: string, attributes?: Record<string, string>): void;
	/** Ends the stream of events, as a killed engine does. */
	breakOff(): void;
	/** False: nothing listens. */
	listening: boolean;
	/** Called after each request that is no stream, before its answer. */
	onRequest?: (path: string) => void;
}

export function scriptedEngine(): ScriptedEngine {
	const answers = new Map<string, unknown>();
	const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
	let paths: string[] = [];

	const scripted: ScriptedEngine = {
		answers,
		listening: true,
		asked() {
			const seen = paths;
			paths = [];
			return seen;
		},
		tell(type, action, id, attributes = {}) {
			const line = `${JSON.stringify({ Type: type, Action: action, Actor: { ID: id, Attributes: attributes } })}\n`;
			for (const stream of streams) stream.enqueue(new TextEncoder().encode(line));
		},
		breakOff() {
			for (const stream of streams) stream.close();
			streams.clear();
		},
		machine: {
			engine: {
				async request({ path, signal }) {
					signal?.throwIfAborted();
					if (!scripted.listening) throw new MachineError("EngineUnavailableError", "nothing listens");
					const address = decodeURIComponent(path.replace(/\?.*/, ""));
					paths.push(address);
					if (address === "/events") return response(200, eventStream());
					scripted.onRequest?.(address);
					const found = answers.has(address);
					return response(
						found ? 200 : 404,
						new Blob([JSON.stringify(found ? answers.get(address) : { message: "no such" })]).stream(),
					);
				},
			},
			files: {
				async read(path: string) {
					const found = answers.get(path);
					if (found === undefined) throw new MachineError("GuestFileError", "no such file", { detail: "ENOENT" });
					return new TextEncoder().encode(JSON.stringify(found));
				},
			} as Pick<Machine["files"], "read"> as Machine["files"],
		},
	};

	function eventStream(): ReadableStream<Uint8Array> {
		let own: ReadableStreamDefaultController<Uint8Array> | undefined;
		return new ReadableStream<Uint8Array>({
			start(controller) {
				own = controller;
				streams.add(controller);
			},
			cancel() {
				if (own) streams.delete(own);
			},
		});
	}
	function response(status: number, body: ReadableStream<Uint8Array>): EngineResponse {
		const text = () => new Response(body).text();
		return { status, headers: new Map(), body, text, json: async () => JSON.parse(await text()) as unknown };
	}
	return scripted;
}

export function containerAnswer(
	id: string,
	name: string,
	change: { status?: string; networks?: Record<string, string> } = {},
): unknown {
	const { status = "running", networks = {} } = change;
	return {
		Id: id,
		Name: `/${name}`,
		Created: "2026-01-01T00:00:00Z",
		Path: "sleep",
		Args: ["1000"],
		Image: "sha256:1",
		State: { Status: status, Pid: status === "running" ? 99 : 0, ExitCode: 0, StartedAt: "", FinishedAt: "0001-01-01T00:00:00Z" },
		HostConfig: { Memory: 0, RestartPolicy: { Name: "no" } },
		Config: { Image: "busybox", Labels: null },
		NetworkSettings: {
			Ports: {},
			Networks: Object.fromEntries(
				Object.entries(networks).map(([network, address]) => [
					network,
					{ NetworkID: `id-${network}`, IPAddress: address, DNSNames: null },
				]),
			),
		},
		Mounts: [],
	};
}

export function networkAnswer(name: string, containers: Record<string, string> = {}): unknown {
	return {
		Id: `id-${name}`,
		Name: name,
		Driver: "bridge",
		Scope: "local",
		Internal: false,
		IPAM: { Config: [{ Subnet: "172.17.0.0/16", Gateway: "172.17.0.1" }] },
		Containers: Object.fromEntries(Object.entries(containers).map(([id, address]) => [id, { Name: id, IPv4Address: address }])),
	};
}
