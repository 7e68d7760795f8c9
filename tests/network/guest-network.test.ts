/** The guest's network with its services, as a guest sees it: here a stack of our own in the guest's place. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readAll } from "#emulator/agent/read-all.ts";
import type { Connection } from "#emulator/computer.ts";
import { sendRequest } from "#emulator/http/client.ts";
import { encodeRequestHead } from "#emulator/http/request.ts";
import { GuestNetwork } from "#emulator/network/network.ts";
import type { NetworkService } from "#emulator/network/service.ts";
import { NetworkStack } from "#emulator/network/stack.ts";
import { gatewayAddress, guestAddress, loadLwip } from "../support/two-stacks.ts";

const services: readonly NetworkService[] = [
	{ kind: "http", name: "hello.lab", description: "says hello", handle: async ({ url }) => new Response(`hello at ${url}`) },
	{
		kind: "tcp",
		name: "echo.lab",
		description: "gives back what it gets",
		port: 7,
		handle: ({ readable, writable }) => void readable.pipeTo(writable).catch(() => {}),
	},
];
let guest: NetworkStack;
let network: GuestNetwork;

beforeEach(async () => {
	const wasm = await loadLwip();
	const onFailure = (error: unknown) => {
		throw error;
	};
	guest = await NetworkStack.create({
		wasm,
		address: guestAddress,
		mask: "255.255.255.0",
		hardwareAddress: Uint8Array.of(2, 0, 0, 0, 0, 9),
		send: (frame) => setImmediate(() => network.receive(frame)),
		onFailure,
	});
	network = await GuestNetwork.create({ wasm, services, send: (frame) => setImmediate(() => guest.receive(frame)), onFailure });
});

afterEach(() => {
	network.dispose(new Error("over"));
	guest.dispose(new Error("over"));
});

async function get(host: string, path = "/"): Promise<{ status: number; text: string }> {
	const connection = await guest.connect(gatewayAddress, 80);
	const request = { path, headers: [], body: undefined, host };
	const { status, body } = await sendRequest(connection, encodeRequestHead(request), request);
	return { status, text: new TextDecoder().decode(await readAll(body)) };
}

describe("the guest's network", () => {
	it("has a page that tells what names there are", async () => {
		for (const host of ["gateway.lab", gatewayAddress]) {
			const { status, text } = await get(host);
			expect(status).toBe(200);
			expect(text).toContain("gateway.lab");
			expect(text).toMatch(/hello\.lab +says hello\n/);
			expect(text).toMatch(/echo\.lab +gives back what it gets \(TCP port 7\)\n/);
		}
		expect((await get("gateway.lab", "/other")).status).toBe(404);
	});

	it("finds a service by the name that the request is for, whatever the port says", async () => {
		expect(await get("hello.lab", "/x?y")).toEqual({ status: 200, text: "hello at http://hello.lab/x?y" });
		expect((await get("hello.lab:80")).status).toBe(200);
		expect(await get("nobody.lab")).toMatchObject({ status: 404, text: expect.stringContaining("nobody.lab") });
	});

	it("serves ports of its own, and refuses all others", async () => {
		const connection = await guest.connect(gatewayAddress, 7);
		const writer = connection.writable.getWriter();
		await writer.write(Uint8Array.of(1, 2, 3));
		await writer.close();
		expect(await readAll(connection.readable)).toEqual(Uint8Array.of(1, 2, 3));
		await expect(guest.connect(gatewayAddress, 443)).rejects.toMatchObject({ detail: "refused" });
	});

	it("reaches ports of the guest", async () => {
		const accepted = new Promise<Connection>((resolve) => guest.listen(8080, resolve));
		const connection = await network.dial(8080);
		await connection.writable.getWriter().write(Uint8Array.of(4));
		expect((await (await accepted).readable.getReader().read()).value).toEqual(Uint8Array.of(4));
		await expect(network.dial(8081)).rejects.toMatchObject({ name: "PortUnavailableError", detail: "refused" });
	});
});
