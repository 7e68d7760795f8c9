import { describe, expect, it } from "vitest";
import { insertTag, scriptTag } from "./script-tag.ts";

async function through(page: string | Uint8Array<ArrayBuffer>, pieceBytes: number): Promise<string> {
	const bytes = typeof page === "string" ? new TextEncoder().encode(page) : page;
	let at = 0;
	const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			if (at >= bytes.length) return controller.close();
			controller.enqueue(bytes.slice(at, at + pieceBytes));
			at += pieceBytes;
		},
	});
	const whole = await new Response(source.pipeThrough(insertTag("<T>"))).arrayBuffer();
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
}

describe("our script in a guest's page", () => {
	const pages: Record<string, string> = {
		"<!DOCTYPE html><html lang=en><head></head>": "<!DOCTYPE html><T><html lang=en><head></head>",
		"  <!-- a > b -- c --> \n<!doctype html>\n<p>x": "  <!-- a > b -- c --> \n<!doctype html><T>\n<p>x",
		"<html><body>old": "<T><html><body>old",
		"plain words": "<T>plain words",
		"\ufeff<!doctype html><p>": "\ufeff<!doctype html><T><p>",
		"<!-- never closed": "<!-- never closed<T>",
		"<!doctype html": "<!doctype html<T>",
		"<!": "<!<T>",
		"": "<T>",
		"grüße <p>": "<T>grüße <p>",
	};

	it.each(Object.entries(pages))("comes before everything that runs, and after the document type: %j", async (page, expected) => {
		for (const pieceBytes of [1, 2, 7, 1000]) {
			const found = await through(page, pieceBytes);
			// In what never became a page it does not matter where the tag is, as long as nothing is lost.
			if (/^<!(-- never|doctype html$|$)/.test(page) || page === "") expect(found.replace("<T>", "")).toBe(page);
			else expect(found).toBe(expected);
		}
	});

	it("is left out of a page in UTF-16, which it would damage", async () => {
		const page = Uint8Array.from([0xff, 0xfe, 0x3c, 0, 0x70, 0, 0x3e, 0]);
		expect(await through(page, 100)).not.toContain("<T>");
	});

	it("does not hold back a page that streams", async () => {
		const { readable, writable } = insertTag("<T>");
		const writer = writable.getWriter();
		const reader = readable.getReader();
		void writer.write(new TextEncoder().encode("<!doctype html><p>first"));
		const pieces: string[] = [];
		while (!pieces.join("").includes("first")) pieces.push(new TextDecoder().decode((await reader.read()).value));
		expect(pieces.join("")).toBe("<!doctype html><T><p>first");
	});

	it("carries cookies that cannot break out of their attribute, and leaves room for the character set", () => {
		const tag = scriptTag({
			site: "http://slipway.localhost:3000",
			nonce: "n",
			cookies: [{ name: "a", value: `"><script>alert(1)</script>'&`, path: "/" }],
		});
		expect(tag.match(/<script/g)).toHaveLength(1);
		expect(tag).toContain("&quot;&gt;&lt;script&gt;");
		expect(scriptTag({ site: "http://slipway.localhost:3000", nonce: crypto.randomUUID(), cookies: [] }).length).toBeLessThan(
			200,
		);
	});
});
