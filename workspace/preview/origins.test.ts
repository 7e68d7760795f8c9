import { describe, expect, it } from "vitest";
import { newMachineId, parsePreviewHost, previewOrigins } from "./origins.ts";

const at = (site: string, base = "") => previewOrigins(new URL(site), base)?.of("abcdefghij12", 8080);

describe("the origin of a preview", () => {
	it("is below the site's own name on this computer, at the next port", () => {
		expect(at("http://slipway.localhost:3000/sandbox")).toBe("http://8080-abcdefghij12.slipway.localhost:3001");
		expect(at("http://localhost:3000/")).toBe("http://8080-abcdefghij12.localhost:3001");
		expect(at("http://127.0.0.1:4000/")).toBe("http://8080-abcdefghij12.localhost:4001");
	});

	it("is where the site's owner put it, and otherwise nowhere", () => {
		expect(at("https://slipway.example/", "https://preview.slipway.example")).toBe(
			"https://8080-abcdefghij12.preview.slipway.example",
		);
		expect(at("https://slipway.example/")).toBeUndefined();
		expect(at("http://192.168.1.5:3000/")).toBeUndefined();
		expect(at("http://notlocalhost:3000/")).toBeUndefined();
	});

	it("is another one for each machine, and tells its port", () => {
		const ids = new Set(Array.from({ length: 1000 }, newMachineId));
		expect(ids.size).toBe(1000);
		for (const machineId of ids)
			expect(parsePreviewHost(`65535-${machineId}.localhost:3001`)).toEqual({ port: 65535, machineId });
		for (const host of ["localhost:3001", "8080-short.localhost", "x-abcdefghij12.localhost"])
			expect(parsePreviewHost(host)).toBeUndefined();
	});
});
