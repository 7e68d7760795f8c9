/** The guest's name server: knows the names of the services, and says at once of every other name that there is none. */
import { Buffer } from "buffer/index.js";
import { decode, encode, type Packet } from "dns-packet";
import type { NetworkStack } from "./stack.ts";

const port = 53;
/** What is not there may be there in the site's next version; what is there stays. */
const secondsToKeep = 60;
/** Of the header's third and fourth byte. */
const authoritative = 1 << 10;
const recursionDesired = 1 << 8;
const recursionAvailable = 1 << 7;
const nameError = 3;
const notImplemented = 4;

/** Answers each of `names` with `address`. */
export function serveNames(stack: NetworkStack, names: ReadonlySet<string>, address: string): void {
	const socket = stack.bind(port, (from, bytes) => {
		const answer = answerTo(bytes, names, address);
		if (answer !== undefined) socket.send(from, answer);
	});
}

/** The answer to a query; undefined for what is none. */
export function answerTo(bytes: Uint8Array, names: ReadonlySet<string>, address: string): Uint8Array | undefined {
	const query = parse(bytes);
	const [question, ...more] = query?.questions ?? [];
	if (query === undefined || query.type !== "query" || question === undefined || more.length > 0) return undefined;
	const flags = ((query.flags ?? 0) & recursionDesired) | recursionAvailable;
	const reply: Packet = { type: "response", id: query.id ?? 0, questions: [question] };
	if (query.opcode !== "QUERY") return toBytes({ ...reply, flags: flags | notImplemented });
	if (!names.has(question.name.toLowerCase())) return toBytes({ ...reply, flags: flags | authoritative | nameError });
	const wanted = question.type === "A";
	return toBytes({
		...reply,
		flags: flags | authoritative,
		answers: wanted ? [{ type: "A", name: question.name, ttl: secondsToKeep, data: address }] : [],
	});
}

function parse(bytes: Uint8Array): (Packet & { readonly opcode?: string }) | undefined {
	try {
		return decode(Buffer.from(bytes) as unknown as Parameters<typeof decode>[0]);
	} catch {
		return undefined;
	}
}

function toBytes(packet: Packet): Uint8Array {
	return Uint8Array.from(encode(packet));
}
