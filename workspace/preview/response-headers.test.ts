import { describe, expect, it } from "vitest";
import { previewLocation, responseHeaders } from "./response-headers.ts";

const origin = "http://8080-abc.slipway.localhost:3001";
const facts = { origin, port: 8080, nonce: undefined, decoded: false };

describe("a guest's answer on its way to the browser", () => {
	it("leads redirects back into the preview, by whatever name the server knows itself", () => {
		for (const host of ["localhost:8080", "127.0.0.1:8080", "8080-abc.slipway.localhost", "8080-abc.slipway.localhost:8080"]) {
			expect(previewLocation(`http://${host}/a?b#c`, origin, 8080)).toBe(`${origin}/a?b#c`);
		}
		for (const elsewhere of ["/a", "b/c", "?q", "http://localhost:9090/", "https://example.org/", "mailto:a@b"]) {
			expect(previewLocation(elsewhere, origin, 8080)).toBe(elsewhere);
		}
	});

	it("loses what is about the connection, its cookies, and what keeps it out of frames", () => {
		const headers = new Headers([
			["Content-Type", "text/plain"],
			["Transfer-Encoding", "chunked"],
			["Set-Cookie", "a=1"],
			["X-Frame-Options", "DENY"],
			["Content-Length", "5"],
		]);
		expect(Object.fromEntries(responseHeaders({ ...facts, headers }))).toEqual({
			"content-type": "text/plain",
			"content-length": "5",
			"origin-agent-cluster": "?1",
		});
	});

	it("loses a length that is not true any more", () => {
		const headers = new Headers({ "Content-Length": "5", "Content-Encoding": "gzip" });
		expect(responseHeaders({ ...facts, headers, nonce: "n" }).map(([name]) => name)).not.toContain("content-length");
		const unpacked = responseHeaders({ ...facts, headers, decoded: true }).map(([name]) => name);
		expect(unpacked).not.toContain("content-length");
		expect(unpacked).not.toContain("content-encoding");
	});
});
