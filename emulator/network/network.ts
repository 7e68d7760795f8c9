/** The guest's network as a whole: the gateway with its name server and its services, and the way to the guest's ports. */
import type { Connection } from "../computer.ts";
import { serveHttp } from "../http/server.ts";
import { gatewayName, gatewayPage } from "./gateway-page.ts";
import { serveNames } from "./name-server.ts";
import type { HttpService, NetworkService } from "./service.ts";
import { NetworkStack } from "./stack.ts";
import type { ConnectionRecord } from "./types.ts";

/** The guest's own set-up has the same two: emulator/guest/root/files/etc/runit/1 and etc/resolv.conf. */
const gatewayAddress = "192.168.86.1";
const guestAddress = "192.168.86.100";
/** The same in every stack, as the guest remembers it for a while. */
const hardwareAddress = Uint8Array.of(0x02, 0x53, 0x4c, 0x57, 0x00, 0x01);

export interface NetworkOptions {
	/** lwIP, from the bundle. */
	readonly wasm: Uint8Array;
	readonly services: readonly NetworkService[];
	/** Takes an Ethernet frame to the guest. */
	readonly send: (frame: Uint8Array) => void;
	/** The stack broke: there is no network any more. */
	readonly onFailure: (error: unknown) => void;
}

export class GuestNetwork {
	readonly #stack: NetworkStack;

	private constructor(stack: NetworkStack) {
		this.#stack = stack;
	}

	static async create({ wasm, services, send, onFailure }: NetworkOptions): Promise<GuestNetwork> {
		const stack = await NetworkStack.create({
			wasm,
			address: gatewayAddress,
			mask: "255.255.255.0",
			hardwareAddress,
			send,
			onFailure,
		});
		const all = [gatewayPage(services), ...services];
		serveNames(stack, new Set(all.map(({ name }) => name)), gatewayAddress);
		const http = new Map(all.filter((service) => service.kind === "http").map((service) => [service.name, service]));
		stack.listen(80, (connection) => void serveHttp(connection, (request) => answer(http, request)));
		for (const service of services) if (service.kind === "tcp") stack.listen(service.port, service.handle);
		return new GuestNetwork(stack);
	}

	/** A frame from the guest. Never throws. */
	receive(frame: Uint8Array): void {
		this.#stack.receive(frame);
	}

	/** @throws MachineError `PortUnavailableError`, or the signal's reason */
	dial(port: number, signal?: AbortSignal): Promise<Connection> {
		return this.#stack.connect(guestAddress, port, signal);
	}

	/** While the guest stands still, so does the network's time. */
	freeze(): void {
		this.#stack.freeze();
	}

	thaw(): void {
		this.#stack.thaw();
	}

	/** What a saved machine has to know to have its connections reset when it goes on. */
	records(): ConnectionRecord[] {
		return this.#stack.records();
	}

	/** Resets what the guest still believes to be connected to an earlier network. */
	disown(records: readonly ConnectionRecord[]): void {
		this.#stack.disown(guestAddress, records);
	}

	/** Connections reject with `reason`. */
	dispose(reason: unknown): void {
		this.#stack.dispose(reason);
	}
}

async function answer(services: ReadonlyMap<string, HttpService>, request: Request): Promise<Response> {
	const { hostname } = new URL(request.url);
	// By its address one reaches the gateway itself.
	const service = services.get(hostname === gatewayAddress ? gatewayName : hostname);
	if (service === undefined) {
		return new Response(`There is no "${hostname}" here. Ask http://${gatewayName}/ what there is.\n`, { status: 404 });
	}
	return await service.handle(request);
}
