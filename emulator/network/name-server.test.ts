import { Buffer } from "buffer/index.js";
import { decode, encode, type RecordType } from "dns-packet";
import { describe, expect, it } from "vitest";
import { answerTo } from "./name-server.ts";

const names = new Set(["gateway.lab", "registry.lab"]);

function ask(name: string, type: RecordType = "A") {
	const query = encode({ type: "query", id: 4711, flags: 1 << 8, questions: [{ type, name }] });
	const answer = answerTo(Uint8Array.from(query), names, "192.168.86.1");
	if (answer === undefined) throw new Error("no answer");
	return decode(Buffer.from(answer) as unknown as Parameters<typeof decode>[0]) as ReturnType<typeof decode> & { rcode: string };
}

describe("the name server", () => {
	it("gives its own address for every name of a service, in whatever case", () => {
		for (const name of ["registry.lab", "REGISTRY.Lab"]) {
			const answer = ask(name);
			expect(answer).toMatchObject({ id: 4711, rcode: "NOERROR", questions: [{ name, type: "A" }] });
			expect(answer.answers).toMatchObject([{ type: "A", name, data: "192.168.86.1" }]);
		}
	});

	it("has no other records of such a name, which is not to say that there is no such name", () => {
		expect(ask("gateway.lab", "AAAA")).toMatchObject({ rcode: "NOERROR", answers: [] });
	});

	it("says at once that there is no other name", () => {
		for (const name of ["example.org", "lab", "x.gateway.lab", "1.86.168.192.in-addr.arpa"]) {
			expect(ask(name)).toMatchObject({ rcode: "NXDOMAIN", answers: [] });
		}
	});

	it("does not answer what is no question", () => {
		const answer = encode({ type: "response", id: 1, questions: [{ type: "A", name: "gateway.lab" }] });
		const two = encode({ type: "query", questions: [1, 2].map(() => ({ type: "A" as const, name: "gateway.lab" })) });
		for (const bytes of [answer, two, new Uint8Array(), new Uint8Array(5), new Uint8Array(512).fill(0xc0)]) {
			expect(answerTo(Uint8Array.from(bytes), names, "192.168.86.1")).toBeUndefined();
		}
	});

	it("survives any bytes", () => {
		let state = 7;
		for (let round = 0; round < 3000; round++) {
			const query = Uint8Array.from(encode({ type: "query", id: round, questions: [{ type: "A", name: "gateway.lab" }] }));
			for (let count = 0; count < 3; count++) {
				state = (Math.imul(state, 1103515245) + 12345) >>> 0;
				query[(state >>> 8) % query.length] = state >>> 24;
			}
			answerTo(query, names, "192.168.86.1");
		}
	});
});
