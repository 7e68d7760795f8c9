import { describe, expect, it } from "vitest";
import { encodeHttpRequest } from "./http-request.ts";

function text(request: Parameters<typeof encodeHttpRequest>[0]): string {
	return new TextDecoder().decode(encodeHttpRequest(request));
}

describe("writing a request to the engine", () => {
	it("asks for one answer on a connection of its own", () => {
		expect(text({ path: "/_ping" })).toBe("GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n");
	});

	it("gives the length of a body in bytes, and of none where one is expected", () => {
		expect(text({ method: "POST", path: "/x", body: "é" })).toMatch(/Content-Length: 2\r\n\r\né$/);
		expect(text({ method: "POST", path: "/x" })).toMatch(/Content-Length: 0\r\n\r\n$/);
		expect(text({ method: "DELETE", path: "/x" })).not.toContain("Content-Length");
	});

	it("refuses what would break out of its line", () => {
		expect(() => text({ path: "/x HTTP/1.1\r\nEvil: 1" })).toThrow(TypeError);
		expect(() => text({ path: "x" })).toThrow('start it with "/"');
		expect(() => text({ method: "GET /", path: "/x" })).toThrow(TypeError);
		expect(() => text({ path: "/x", headers: { "X-A": "1\r\nEvil: 1" } })).toThrow("X-A");
		expect(() => text({ path: "/x", headers: { "X A": "1" } })).toThrow("X A");
	});
});
