import { describe, expect, it } from "vitest";
import { allowScript } from "./content-policy.ts";

const given = (policy: string) => allowScript(policy, "n");

describe("a guest's content policy", () => {
	it("that lets scripts of the page's own origin run stays as it is", () => {
		for (const policy of ["default-src 'self'", "script-src 'self' https://cdn.example", "img-src *"])
			expect(given(policy)).toBe(policy);
	});

	it("that forbids them gets our script by name, and nothing else", () => {
		expect(given("script-src 'none'; img-src *")).toBe("script-src 'nonce-n'; img-src *");
		expect(given("default-src 'none'; style-src 'self'")).toBe("default-src 'none'; style-src 'self'; script-src 'nonce-n'");
		expect(given("script-src 'nonce-theirs' 'strict-dynamic' 'self'")).toBe(
			"script-src 'nonce-theirs' 'strict-dynamic' 'self' 'nonce-n'",
		);
		expect(given("script-src-elem https://x.example; script-src 'none'")).toBe(
			"script-src-elem https://x.example 'nonce-n'; script-src 'none'",
		);
	});

	it("that allows inline scripts goes on doing so: a nonce would switch that off", () => {
		expect(given("script-src 'unsafe-inline'")).toBe("script-src 'unsafe-inline' 'self'");
	});

	it("loses what keeps the page out of the pane or asks for https, also without our script", () => {
		expect(allowScript("frame-ancestors 'none'; default-src 'self'", undefined)).toBe("default-src 'self'");
		expect(allowScript("upgrade-insecure-requests", undefined)).toBe("");
	});

	it("is read policy by policy when there are several", () => {
		expect(given("script-src 'none', frame-ancestors 'none', default-src 'self'")).toBe(
			"script-src 'nonce-n', default-src 'self'",
		);
	});
});
