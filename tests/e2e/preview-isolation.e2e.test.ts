/** What keeps a page of a guest apart from the site and from other machines; in a browser without a guest. */
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import type { Stand } from "../support/preview-stand/page.ts";
import { html, previewVisits } from "../support/preview-stand/visit.ts";

declare const window: Window & { stand: Stand };

describe("A preview", () => {
	const visitOfTest = previewVisits();

	it("of a hostile page gives it nothing of the site's: no cookie, no storage, no parent, not the place of the window", async () => {
		const visit = visitOfTest();
		await visit.page.evaluate(() => {
			document.cookie = "readable=of-the-site";
			localStorage.setItem("secret", "of-the-site");
		});
		visit.handlers = {
			"/": html(`<script>
				const got = {};
				const attempt = (name, work) => { try { got[name] = String(work()); } catch (error) { got[name] = error.name; } };
				const inner = document.createElement("iframe");
				document.documentElement.append(inner);
				attempt("cookie", () => document.cookie);
				attempt("native cookie", () => Object.getOwnPropertyDescriptor(inner.contentWindow.Document.prototype, "cookie").get.call(inner.contentDocument));
				attempt("storage", () => localStorage.getItem("secret"));
				attempt("parent storage", () => parent.localStorage);
				attempt("parent document", () => parent.document.title);
				attempt("top location", () => { top.location = "/stolen"; return "set"; });
				attempt("top href", () => top.location.href);
				attempt("history", () => { history.go(-5); return "went"; });
				attempt("domain", () => { document.domain = "slipway.localhost"; return parent.document.title; });
				Object.assign(window, { got });
			</script>`),
		};
		const frame = await visit.show("/");
		const got = await frame.evaluate(() => (window as unknown as { got: Record<string, string> }).got);
		expect(got).toMatchObject({
			cookie: "",
			"native cookie": "",
			storage: "null",
			"parent storage": "SecurityError",
			"parent document": "SecurityError",
			"top href": "SecurityError",
		});
		expect(got["top location"]).not.toBe("set");
		expect(got.domain).not.toBe("The site");
		const [read, stolen] = await frame.evaluate(async (site) => {
			const read = await fetch(site).then(
				(answer) => answer.text(),
				(error: Error) => error.name,
			);
			const bridge = document.createElement("iframe");
			bridge.src = "/.slipway/bridge";
			const loaded = new Promise((resolve) => (bridge.onload = resolve));
			document.body.append(bridge);
			await loaded;
			return [read, bridge.contentDocument?.title ?? "kept away"] as const;
		}, visit.origin);
		expect(read).toBe("TypeError");
		expect(stolen).toBe("kept away");
		// Whatever it tried, the page around is where it was, and has its machine.
		await visit.page.waitForTimeout(500);
		expect(visit.page.url()).toBe(`${visit.origin}/`);
		expect(await visit.page.evaluate(() => window.stand.workspace.store.getState().machine.phase)).toBe("running");
	});

	it("can be framed by the site alone", async () => {
		const visit = visitOfTest();
		visit.handlers = { "/": html("<p>mine") };
		const frame = await visit.show("/");
		const { host, port: previewPort } = new URL(frame.url());
		// By address: names below localhost are the browser's to resolve.
		const asked = get({ host: "127.0.0.1", port: previewPort, headers: { Host: host, "Sec-Fetch-Mode": "navigate" } });
		const [answer] = (await once(asked, "response")) as [IncomingMessage];
		answer.resume();
		expect(answer.headers["content-security-policy"]).toContain(
			`frame-ancestors http://slipway.localhost:${Number(previewPort) - 1} http://localhost:${Number(previewPort) - 1}`,
		);
		const other = await visit.context.newPage();
		await other.route("http://evil.example/", (route) =>
			route.fulfill({ contentType: "text/html", body: `<iframe src="http://${host}/"></iframe>` }),
		);
		await other.goto("http://evil.example/");
		await other.waitForTimeout(500);
		expect(other.frames().map((one) => one.url())).toEqual(["http://evil.example/", "chrome-error://chromewebdata/"]);
		expect(visit.seen.filter(({ url }) => url === "/")).toHaveLength(1);
	});

	it("never shows another tab's machine, and says so when its own is gone", async () => {
		const visit = visitOfTest();
		visit.handlers = { "/": html("<h1>first</h1>") };
		const frame = await visit.show("/");
		const origin = new URL(frame.url()).origin;
		const second = await visit.context.newPage();
		await second.goto(visit.origin);
		expect(await second.evaluate((to) => window.stand.workspace.previews.originOf(to), visit.port)).not.toBe(origin);
		// The other tab shows the first one's address: the answer comes from the first one's tab.
		const showThere = () =>
			second.evaluate((url) => {
				document.querySelector("iframe")?.remove();
				const other = document.createElement("iframe");
				other.src = url;
				document.body.append(other);
			}, `${origin}/`);
		await showThere();
		await expect
			.poll(() =>
				second
					.frames()[1]
					?.textContent("h1")
					.catch(() => ""),
			)
			.toBe("first");
		await visit.page.close();
		await showThere();
		await expect
			.poll(() =>
				second
					.frames()[1]
					?.textContent("h1")
					.catch(() => ""),
			)
			.toBe("The machine of this preview is not there");
	});
});
