/** Ports that nobody listens at, one after the other. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** @returns `count` consecutive ports */
export async function freePorts(count: number): Promise<number[]> {
	for (let attempt = 0; attempt < 50; attempt++) {
		const first = await listen(0);
		if (!first) continue;
		const { port } = first.address() as AddressInfo;
		const others = await Promise.all(Array.from({ length: count - 1 }, (_, index) => listen(port + 1 + index)));
		for (const server of [first, ...others]) server?.close();
		if (others.every((server) => server)) return Array.from({ length: count }, (_, index) => port + index);
	}
	throw new Error(`no ${count} free ports in a row were found`);
}

async function listen(port: number): Promise<Server | undefined> {
	const server = createServer();
	const listening = once(server, "listening").then(
		() => true,
		() => false,
	);
	try {
		server.listen(port);
	} catch {
		return undefined;
	}
	return (await listening) ? server : undefined;
}
