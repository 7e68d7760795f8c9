/**
 * A gigabyte through one connection, and through 64 at once, there and back, with digests compared: `npx tsx bench/endurance.ts`.
 * Not part of `npm run bench`, as it takes minutes: most of them the guest's own sha256sum.
 */
import { createCipheriv, createHash } from "node:crypto";
import type { Machine } from "#emulator/machine.ts";
import type { HttpService } from "#emulator/network/service.ts";
import { expectOutput, machineWith, secondsOf } from "./guest.ts";
import { printTable, report } from "./report.ts";

const GIGABYTE = 1e9;
const CONNECTIONS = 64;
const PIECE_BYTES = 64_000;

const where = `node ${process.versions.node}`;
const machine = await machineWith({
	kind: "http",
	name: "bench.lab",
	description: "as many bytes as are asked for",
	handle: async (request) => (request.method === "PUT" ? digestOfBody(request) : new Response(streamOf(sizeOf(request)))),
} satisfies HttpService);
try {
	await oneConnection(machine);
	await manyConnections(machine);
} finally {
	await machine.dispose();
}
printTable();

async function oneConnection(to: Machine): Promise<void> {
	const digest = await digestOf(GIGABYTE);
	const download = await secondsOf(to, `curl -sS http://bench.lab/${GIGABYTE} | sha256sum >/tmp/digest`);
	await expectOutput(to, "cat /tmp/digest", digest);
	// What is sent back is made by the guest: from it, as it comes.
	const echo = `curl -sS http://bench.lab/${GIGABYTE} | curl -sS -T - -o /tmp/digest http://bench.lab/`;
	const thereAndBack = await secondsOf(to, echo);
	await expectOutput(to, "cat /tmp/digest", digest);
	tell("net.gigabyte_hashed_mb_per_s", download);
	tell("net.gigabyte_there_and_back_mb_per_s", thereAndBack);
}

async function manyConnections(to: Machine): Promise<void> {
	const bytes = GIGABYTE / CONNECTIONS;
	const one = `curl -sS http://bench.lab/${bytes} | sha256sum`;
	const seconds = await secondsOf(to, `(for i in $(seq ${CONNECTIONS}); do (${one}) & done; wait) >/tmp/digests`);
	await expectOutput(to, "cut -d' ' -f1 /tmp/digests | sort | uniq -c", `${CONNECTIONS} ${await digestOf(bytes)}`);
	tell("net.gigabyte_64_connections_mb_per_s", seconds);
}

function tell(metric: string, seconds: number): void {
	report({ metric, unit: "MB/s", runs: [GIGABYTE / 1e6 / seconds], where });
}

function sizeOf(request: Request): number {
	return Number(new URL(request.url).pathname.slice(1));
}

/** Bytes without a pattern, always the same: a gigabyte of random ones would have to be kept to be compared. */
function* bytesOf(size: number): Generator<Uint8Array<ArrayBuffer>> {
	const cipher = createCipheriv("aes-128-ctr", new Uint8Array(16), new Uint8Array(16));
	const zeros = new Uint8Array(PIECE_BYTES);
	for (let left = size; left > 0; left -= PIECE_BYTES)
		yield new Uint8Array(cipher.update(zeros.subarray(0, Math.min(left, PIECE_BYTES))));
}

function streamOf(size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
	const pieces = bytesOf(size);
	return new ReadableStream({
		pull(controller) {
			const { done, value } = pieces.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
	});
}

async function digestOf(size: number): Promise<string> {
	return digestOfPieces(bytesOf(size));
}

async function digestOfBody(request: Request): Promise<Response> {
	return new Response(await digestOfPieces((request.body ?? []) as unknown as AsyncIterable<Uint8Array>));
}

async function digestOfPieces(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash("sha256");
	for await (const piece of pieces) hash.update(piece);
	return hash.digest("hex");
}
