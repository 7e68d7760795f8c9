import { describe, expect, it } from "vitest";
import { encodeRequestHead, type RequestHead } from "./request.ts";

function text(head: Partial<Omit<RequestHead, "headers">> & { readonly headers?: Record<string, string> }): string {
	const { headers = {}, ...rest } = head;
	return new TextDecoder().decode(
		encodeRequestHead({ path: "/", body: undefined, host: "docker", ...rest, headers: Object.entries(headers) }),
	);
}

describe("writing the head of a request", () => {
	it("asks for one answer on a connection of its own", () => {
		expect(text({ path: "/_ping" })).toBe("GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n");
	});

	it("has one host, the caller's before the default", () => {
		expect(text({ headers: { host: "web.lab:8080" } })).toBe("GET / HTTP/1.1\r\nConnection: close\r\nhost: web.lab:8080\r\n\r\n");
	});

	it("gives the length of a body, of none where one is expected, and says when nobody knows it", () => {
		expect(text({ method: "POST", path: "/x", body: 2 })).toMatch(/Content-Length: 2\r\n\r\n$/);
		expect(text({ method: "POST", path: "/x", body: "chunked" })).toMatch(/Transfer-Encoding: chunked\r\n\r\n$/);
		expect(text({ method: "POST", path: "/x" })).toMatch(/Content-Length: 0\r\n\r\n$/);
		expect(text({ method: "DELETE", path: "/x" })).not.toContain("Content-Length");
		expect(text({ method: "POST", headers: { "Content-Length": "7" } }).match(/content-length/gi)).toHaveLength(1);
	});

	it("refuses what would break out of its line", () => {
		expect(() => text({ path: "/x HTTP/1.1\r\nEvil: 1" })).toThrow(TypeError);
		expect(() => text({ path: "x" })).toThrow('start it with "/"');
		expect(() => text({ method: "GET /", path: "/x" })).toThrow(TypeError);
		expect(() => text({ path: "/x", headers: { "X-A": "1\r\nEvil: 1" } })).toThrow("X-A");
		expect(() => text({ path: "/x", headers: { "X A": "1" } })).toThrow("X A");
	});
});
