/** How fast bytes go between JavaScript and programs in the guest, in this process: no page and no worker in between. */
import { createHash } from "node:crypto";
import type { Machine } from "#emulator/machine.ts";
import type { HttpService } from "#emulator/network/service.ts";
import { expectOutput, machineWith, secondsOf } from "./guest.ts";
import { report } from "./report.ts";

const RUNS = 5;
/** Fits into the guest's /tmp, which is memory: a disk would be what is measured. */
const BYTES = 64_000_000;
const CONNECTIONS = 64;
const CONNECTION_BYTES = 1_000_000;

const where = `node ${process.versions.node}`;
const content = randomBytes(BYTES);
const digest = sha256(content);
const part = content.subarray(0, CONNECTION_BYTES);

export async function benchNetwork(): Promise<void> {
	const machine = await machineWith(bench);
	try {
		const slower: number[] = [];
		for (let run = 0; run < RUNS; run++) slower.push(Math.min(await download(machine), await upload(machine)));
		report({ metric: "net.bulk_mb_per_s", unit: "MB/s", runs: slower, reach: 10, aim: 40, where });
		const many: number[] = [];
		for (let run = 0; run < RUNS; run++) many.push(await manyAtOnce(machine));
		report({ metric: "net.64_connections_mb_per_s", unit: "MB/s", runs: many, reach: 10, aim: 40, where });
	} finally {
		await machine.dispose();
	}
}

/** Gives bytes to GET, and to PUT the digest of what came. */
const bench: HttpService = {
	kind: "http",
	name: "bench.lab",
	description: "bytes to measure with",
	handle: async (request) => {
		if (request.method !== "PUT") return new Response(streamOf(request.url.includes("/part") ? part : content));
		const hash = createHash("sha256");
		for await (const piece of (request.body ?? streamOf(new Uint8Array())) as unknown as AsyncIterable<Uint8Array>)
			hash.update(piece);
		return new Response(hash.digest("hex"));
	},
};

async function download(machine: Machine): Promise<number> {
	const seconds = await secondsOf(machine, "curl -sS -o /tmp/bulk http://bench.lab/");
	await expectOutput(machine, "sha256sum </tmp/bulk", digest);
	return BYTES / 1e6 / seconds;
}

async function upload(machine: Machine): Promise<number> {
	const seconds = await secondsOf(machine, "curl -sS -T /tmp/bulk -o /tmp/digest http://bench.lab/");
	await expectOutput(machine, "cat /tmp/digest; rm /tmp/bulk", digest);
	return BYTES / 1e6 / seconds;
}

async function manyAtOnce(machine: Machine): Promise<number> {
	const files = `[1-${CONNECTIONS}]`;
	const options = `--parallel --parallel-immediate --parallel-max ${CONNECTIONS}`;
	const seconds = await secondsOf(machine, `curl -sS ${options} -o '/tmp/many#1' 'http://bench.lab/part${files}'`);
	await expectOutput(
		machine,
		"sha256sum /tmp/many* | cut -d' ' -f1 | sort | uniq -c; rm /tmp/many*",
		`${CONNECTIONS} ${sha256(part)}`,
	);
	return (CONNECTIONS * CONNECTION_BYTES) / 1e6 / seconds;
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
	let at = 0;
	return new ReadableStream({
		pull: (controller) => {
			if (at >= bytes.length) return controller.close();
			controller.enqueue(bytes.subarray(at, at + 65_536));
			at += 65_536;
		},
	});
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
	return bytes;
}

function sha256(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}
