import { describe, expect, it } from "vitest";
import { CookieJar } from "./cookie-jar.ts";

function jarAt(nowMs = 1_000_000) {
	const clock = { nowMs };
	return { clock, jar: new CookieJar("8080-abc.slipway.localhost", () => clock.nowMs) };
}

describe("the cookies of a preview", () => {
	it("go back to the paths that they are for, the longest path first", () => {
		const { jar } = jarAt();
		jar.set("a=1; Path=/", "/", "answer");
		jar.set("b=2; Path=/shop", "/", "answer");
		jar.set("c=3", "/shop/list", "answer");
		expect(jar.header("/")).toBe("a=1");
		expect(jar.header("/shop/x?y=1")).toBe("b=2; c=3; a=1");
		expect(jar.header("/shopping")).toBe("a=1");
	});

	it("end when they say so", () => {
		const { jar, clock } = jarAt();
		jar.set("short=1; Max-Age=10", "/", "answer");
		jar.set("dated=1; Expires=Thu, 01 Jan 1970 00:30:00 GMT", "/", "answer");
		jar.set("session=1", "/", "answer");
		expect(jar.header("/")).toBe("short=1; dated=1; session=1");
		clock.nowMs += 10_000;
		expect(jar.header("/")).toBe("dated=1; session=1");
		clock.nowMs = 1_800_000;
		expect(jar.header("/")).toBe("session=1");
		jar.set("session=; Max-Age=0", "/", "answer");
		expect(jar.header("/")).toBeUndefined();
	});

	it("are not shown to scripts, nor changed by them, when they are HttpOnly", () => {
		const { jar } = jarAt();
		expect(jar.set("id=secret; HttpOnly; Path=/", "/", "answer")).toBe(false);
		expect(jar.set("theme=dark; Path=/", "/", "answer")).toBe(true);
		expect(jar.set("id=mine; path=/", "/", "script")).toBe(false);
		expect(jar.set("sly=1; HttpOnly", "/", "script")).toBe(false);
		expect(jar.forScripts()).toEqual([{ name: "theme", value: "dark", path: "/" }]);
		expect(jar.header("/")).toBe("id=secret; theme=dark");
	});

	it("of other hosts are refused", () => {
		const { jar } = jarAt();
		jar.set("a=1; Domain=example.org", "/", "answer");
		jar.set("b=1; Domain=.8080-abc.slipway.localhost", "/", "answer");
		expect(jar.header("/")).toBe("b=1");
	});

	it("keep their values as they are, and cannot fill the memory", () => {
		const { jar } = jarAt();
		jar.set('odd=a%20b=c"d; Path=/', "/", "answer");
		expect(jar.header("/")).toBe('odd=a%20b=c"d');
		expect(jar.set(`long=${"x".repeat(5000)}`, "/", "answer")).toBe(false);
		for (let made = 0; made < 500; made += 1) jar.set(`n${made}=1`, "/", "script");
		expect(jar.forScripts()).toHaveLength(180);
	});
});
