import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sealPage } from "./next.adapter.mjs";

function digest(script: string): string {
	return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

function policyOf(html: string): string {
	return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
}

const page =
	'<!DOCTYPE html><html><head><meta charSet="utf-8"/><script src="/a.js" async=""></script><script>one()</script></head><body><script id="x">two()</script></body></html>';

describe("a sealed page", () => {
	it("may run its own inline scripts, and its policy names no others", () => {
		const policy = policyOf(sealPage(page));
		expect(policy).toBe(`script-src 'self' 'wasm-unsafe-eval' ${digest("one()")} ${digest("two()")}`);
		expect(policy).not.toContain("unsafe-inline");
	});

	it("has its policy before the first script, and the character set before that", () => {
		const sealed = sealPage(page);
		expect(sealed.indexOf("charSet")).toBeLessThan(sealed.indexOf("http-equiv"));
		expect(sealed.indexOf("http-equiv")).toBeLessThan(sealed.indexOf("<script"));
	});

	it("stays as it is when it is sealed again", () => {
		expect(sealPage(sealPage(page))).toBe(sealPage(page));
	});

	it("without a head is refused: nobody would notice that it runs unchecked", () => {
		expect(() => sealPage("<html><body></body></html>")).toThrow("no <head>");
	});
});
