import { describe, expect, it } from "vitest";
import { release } from "./release.ts";

describe("bytes that are released", () => {
	it("take no memory any more", () => {
		const bytes = new Uint8Array(1000);
		release(bytes);
		expect(bytes.byteLength).toBe(0);
		const buffer = new ArrayBuffer(1000);
		release(buffer);
		expect(buffer.byteLength).toBe(0);
	});

	it("leave what lies beside them in a larger buffer", () => {
		const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
		release(new Uint8Array(buffer, 0, 2));
		expect([...new Uint8Array(buffer)]).toEqual([1, 2, 3, 4]);
	});
});
