/** How fast bytes go between JavaScript and a program in the guest, in this process: no page and no worker in between. */
import { createHash } from "node:crypto";
import { readAll } from "#emulator/agent/read-all.ts";
import type { GuestConnection, Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "#tests/support/until.ts";
import { report } from "./report.ts";

const RUNS = 5;
/** Fits into the guest's /tmp, which is memory: a disk would be what is measured. */
const BYTES = 64_000_000;
const CONNECTIONS = 64;
const CONNECTION_BYTES = 1_000_000;
const PORT = 5001;

const where = `node ${process.versions.node}`;

export async function benchNetwork(): Promise<void> {
	const machine = createNodeMachine();
	await machine.start();
	try {
		const slower: number[] = [];
		for (let run = 0; run < RUNS; run++) slower.push(await thereAndBack(machine));
		report({ metric: "net.bulk_mb_per_s", unit: "MB/s", runs: slower, reach: 10, aim: 40, where });
		const many: number[] = [];
		for (let run = 0; run < RUNS; run++) many.push(await manyAtOnce(machine));
		report({ metric: "net.64_connections_mb_per_s", unit: "MB/s", runs: many, reach: 10, aim: 40, where });
	} finally {
		await machine.dispose();
	}
}

/** MB/s of the slower direction. @throws when what comes back is not what went there */
async function thereAndBack(machine: Machine): Promise<number> {
	const sent = randomBytes(BYTES);
	const thereMs = await whileRunning(machine, `busybox nc -l -p ${PORT} >/tmp/bulk </dev/null`, async () => {
		const connection = await connect(machine);
		const startMs = performance.now();
		const writer = connection.writable.getWriter();
		const written = Promise.all([writer.write(sent), writer.close()]);
		// It ends when the program in the guest has everything and exits.
		await Promise.all([written, digestOf(connection)]);
		return performance.now() - startMs;
	});
	const backMs = await whileRunning(machine, `busybox nc -l -p ${PORT} </tmp/bulk`, async () => {
		const connection = await connect(machine);
		const startMs = performance.now();
		const [sha256] = await Promise.all([digestOf(connection), connection.writable.close()]);
		if (sha256 !== createHash("sha256").update(sent).digest("hex")) throw new Error("other bytes came back than were sent");
		return performance.now() - startMs;
	});
	return BYTES / 1000 / Math.max(thereMs, backMs);
}

/** MB/s there and back through as many connections at once as the issue asks for. */
async function manyAtOnce(machine: Machine): Promise<number> {
	return await whileRunning(machine, `busybox nc -ll -p ${PORT} -e cat`, async () => {
		const startMs = performance.now();
		await Promise.all(
			Array.from({ length: CONNECTIONS }, async () => {
				const sent = randomBytes(CONNECTION_BYTES);
				const connection = await connect(machine);
				const writer = connection.writable.getWriter();
				const [sha256] = await Promise.all([digestOf(connection), writer.write(sent), writer.close()]);
				if (sha256 !== createHash("sha256").update(sent).digest("hex")) throw new Error("other bytes came back than were sent");
			}),
		);
		return (CONNECTIONS * CONNECTION_BYTES) / 1000 / (performance.now() - startMs);
	});
}

async function whileRunning<T>(machine: Machine, command: string, task: () => Promise<T>): Promise<T> {
	const server = await machine.exec(`exec ${command}`);
	const errors = readAll(server.stderr).then((bytes) => new TextDecoder().decode(bytes));
	try {
		return await task();
	} finally {
		server.kill("SIGKILL");
		await server.exit;
		if ((await errors) !== "") console.error(await errors);
	}
}

async function connect(machine: Machine): Promise<GuestConnection> {
	const connections: GuestConnection[] = [];
	const listens = async () => {
		const connection = await machine.ports.connect(PORT).catch(() => undefined);
		if (connection !== undefined) connections.push(connection);
		return connection !== undefined;
	};
	await until("the program in the guest listens", listens, 30_000);
	return connections[0] as GuestConnection;
}

async function digestOf(connection: GuestConnection): Promise<string> {
	const hash = createHash("sha256");
	for await (const piece of connection.readable as unknown as AsyncIterable<Uint8Array>) hash.update(piece);
	return hash.digest("hex");
}

function randomBytes(length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
	return bytes;
}
