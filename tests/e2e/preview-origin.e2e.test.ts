/**
 * Previews in a browser without a guest: the product's page, service worker, bridge and server, and a web server of the test behind the
 * machine's port. What a guest adds is in preview.e2e.test.ts.
 */
import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { launchBrowser } from "../support/browser.ts";
import type { Stand } from "../support/preview-stand/page.ts";
import { type PreviewStand, startPreviewStand } from "../support/preview-stand/stand.ts";

declare const window: Window & { stand: Stand };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const SITE_POLICY = "default-src 'self' 'unsafe-inline' blob:; connect-src 'self' ws: data:; frame-src http://*.localhost:*";

describe("A preview", () => {
	let stand: PreviewStand;
	let browser: Browser;
	let context: BrowserContext;
	let page: Page;
	let server: Server;
	let port: number;
	let handlers: Record<string, Handler>;
	let seen: IncomingMessage[];

	beforeAll(async () => {
		stand = await startPreviewStand(SITE_POLICY);
		browser = await launchBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await stand?.stop();
	});

	beforeEach(async () => {
		handlers = {};
		seen = [];
		server = createServer((request, response) => {
			seen.push(request);
			const handler = handlers[(request.url ?? "/").replace(/\?.*/, "")];
			if (handler) handler(request, response);
			else response.writeHead(404).end("nothing here");
		});
		server.listen(0);
		await once(server, "listening");
		port = (server.address() as AddressInfo).port;
		context = await browser.newContext();
		page = await context.newPage();
		await page.goto(stand.origin);
	});

	afterEach(async () => {
		await context.close();
		server.closeAllConnections();
		server.close();
	});

	function html(body: string, headers: Record<string, string | string[]> = {}): Handler {
		return (_, response) =>
			response
				.writeHead(200, { "Content-Type": "text/html", ...headers })
				.end(`<!doctype html><html lang=en><head><title>T</title></head><body>${body}`);
	}

	async function show(path: string, at = port): Promise<Frame> {
		const origin = await page.evaluate(([to, where]) => window.stand.show(to, where), [at, path] as const);
		await expect
			.poll(() =>
				page.frames().find((frame) => frame.url().startsWith(`${origin}/`) && !frame.url().includes("/.slipway/bridge")),
			)
			.toBeTruthy();
		const frame = page.frames().find((one) => one.url().startsWith(`${origin}/`) && !one.url().includes("/.slipway/bridge"));
		if (!frame) throw new Error("no frame");
		await frame.waitForLoadState();
		return frame;
	}

	it("shows a page with its style, script and image", async () => {
		const pixel = Buffer.from("R0lGODlhAgADAIAAAP///wAAACwAAAAAAgADAAACAoRRADs=", "base64");
		handlers = {
			"/": html("<link rel=stylesheet href=/s.css><h1>It works</h1><img src=i.gif><script src=/s.js></script>"),
			"/s.css": (_, response) => response.writeHead(200, { "Content-Type": "text/css" }).end("h1 { color: rgb(1, 2, 3) }"),
			"/s.js": (_, response) =>
				response.writeHead(200, { "Content-Type": "text/javascript" }).end("document.body.dataset.ran = 'yes'"),
			"/i.gif": (_, response) => response.writeHead(200, { "Content-Type": "image/gif" }).end(pixel),
		};
		const frame = await show("/");
		const found = await frame.evaluate(() => ({
			text: document.querySelector("h1")?.textContent,
			color: getComputedStyle(document.querySelector("h1") as Element).color,
			ran: document.body.dataset.ran,
			image: document.querySelector("img")?.naturalWidth,
			mode: document.compatMode,
			language: document.documentElement.lang,
		}));
		expect(found).toEqual({ text: "It works", color: "rgb(1, 2, 3)", ran: "yes", image: 2, mode: "CSS1Compat", language: "en" });
		expect(seen[0]?.headers.host).toMatch(new RegExp(`^${port}-[0-9a-v]{12}\\.slipway\\.localhost:\\d+$`));
	});

	it("follows links and redirects, sends forms with their length, and does not forget the fragment", async () => {
		const bodies: string[] = [];
		handlers = {
			"/": html(
				'<a href="/next?q=1#part">go</a><form method=post action=/send><input name=word value="ä ö"><button>Send</button></form>',
			),
			"/next": html("<p id=part>next"),
			"/send": (request, response) => {
				request.setEncoding("utf8").on("data", (text) => bodies.push(text));
				request.on("end", () => response.writeHead(303, { Location: `http://localhost:${port}/done` }).end());
			},
			"/done": html("<p>done"),
		};
		const frame = await show("/");
		await frame.click("a");
		await frame.waitForURL(/\/next\?q=1#part$/);
		await show("/");
		const again = await show("/");
		await again.click("button");
		await again.waitForURL(/\/done$/);
		expect(await again.textContent("p")).toBe("done");
		expect(bodies.join("")).toBe("word=%C3%A4+%C3%B6");
		const sent = seen.find(({ url }) => url === "/send");
		expect(sent?.headers).toMatchObject({ "content-length": "18", "content-type": "application/x-www-form-urlencoded" });
		expect(sent?.headers.origin).toBe(new URL(again.url()).origin);
	});

	it("keeps the cookies of the guest: those of answers, those of scripts, and hides HttpOnly from scripts", async () => {
		const cookies: (string | undefined)[] = [];
		handlers = {
			"/": html("<p>", { "Set-Cookie": ["id=secret; HttpOnly; Path=/", "theme=dark; Path=/", "only=here; Path=/sub"] }),
			"/more": (request, response) => {
				cookies.push(request.headers.cookie);
				response.writeHead(200, { "Set-Cookie": "late=1; Path=/" }).end("ok");
			},
		};
		const frame = await show("/");
		expect(await frame.evaluate(() => document.cookie)).toBe("theme=dark");
		await frame.evaluate(async () => {
			document.cookie = "mine=2; path=/";
			await fetch("/more");
		});
		expect(cookies).toEqual(["id=secret; theme=dark; mine=2"]);
		await expect.poll(() => frame.evaluate(() => document.cookie)).toBe("theme=dark; mine=2; late=1");
		await frame.evaluate(() => {
			document.cookie = "mine=; max-age=0; path=/";
		});
		await frame.evaluate(() => fetch("/more"));
		expect(cookies[1]).toBe("id=secret; theme=dark; late=1");
	});

	it("streams an answer as it comes, and tells the guest when nobody reads on", async () => {
		let response: ServerResponse | undefined;
		let hungUp = false;
		handlers = {
			"/": html("<p>"),
			"/stream": (_, answer) => {
				response = answer;
				answer.writeHead(200, { "Content-Type": "text/event-stream" });
				answer.write("data: one\n\n");
				answer.on("close", () => {
					hungUp = true;
				});
			},
		};
		const frame = await show("/");
		await frame.evaluate(() => {
			const events = new EventSource("/stream");
			events.onmessage = ({ data }) => {
				document.body.dataset.got = `${document.body.dataset.got ?? ""} ${data}`;
				if (data === "two") events.close();
			};
		});
		await expect.poll(() => frame.evaluate(() => document.body.dataset.got)).toBe(" one");
		response?.write("data: two\n\n");
		await expect.poll(() => frame.evaluate(() => document.body.dataset.got)).toBe(" one two");
		await expect.poll(() => hungUp).toBe(true);
	});

	it("does not read ahead of a page that does not read: a gigabyte stays in the guest", async () => {
		let written = 0;
		handlers = {
			"/": html("<p>"),
			"/big": (_, answer) => {
				answer.writeHead(200);
				const piece = Buffer.alloc(256 * 1024);
				const write = () => {
					while (written < 2 ** 30) {
						written += piece.length;
						if (!answer.write(piece)) {
							answer.once("drain", write);
							return;
						}
					}
					answer.end();
				};
				write();
			},
		};
		const frame = await show("/");
		await frame.evaluate(async () => {
			const answer = await fetch("/big");
			Object.assign(window, { reader: answer.body?.getReader() });
		});
		let before = -1;
		while (written !== before) {
			before = written;
			await page.waitForTimeout(500);
		}
		// Chromium itself takes some fifty megabytes ahead of a page; then it stands still.
		expect(written).toBeLessThan(128 * 2 ** 20);
		await frame.evaluate(() => (window as unknown as { reader: ReadableStreamDefaultReader }).reader.cancel());
	});

	it("uploads a large file whole", async () => {
		const received: number[] = [];
		let digest = 0;
		handlers = {
			"/": html("<p>"),
			"/upload": (request, response) => {
				let size = 0;
				request.on("data", (bytes: Buffer) => {
					size += bytes.length;
					for (let at = 0; at < bytes.length; at += 4099) digest = (digest * 31 + (bytes[at] ?? 0)) | 0;
				});
				request.on("end", () => {
					received.push(size, Number(request.headers["content-length"]));
					response.end("thanks");
				});
			},
		};
		const frame = await show("/");
		const size = 20 * 2 ** 20 + 7;
		const answer = await frame.evaluate(
			async (bytes) => (await fetch("/upload", { method: "PUT", body: new Uint8Array(bytes).fill(7) })).text(),
			size,
		);
		expect(answer).toBe("thanks");
		expect(received).toEqual([size, size]);
	});

	it("carries a WebSocket: text, bytes, the subprotocol, cookies, and the closing of either side", async () => {
		handlers = { "/": html("<p>", { "Set-Cookie": "id=7; HttpOnly" }) };
		const sockets = new WebSocketServer({ server, path: "/ws", handleProtocols: (offered) => [...offered][1] ?? false });
		let cookie: string | undefined;
		let closed: unknown;
		sockets.on("connection", (socket, request) => {
			cookie = request.headers.cookie;
			socket.on("message", (data: Buffer, isBinary) => socket.send(isBinary ? data : `echo ${data}`, { binary: isBinary }));
			socket.on("close", (code, reason) => {
				closed = [code, reason.toString()];
			});
		});
		const frame = await show("/");
		const result = await frame.evaluate(async () => {
			const socket = new WebSocket(`ws://${location.host}/ws`, ["a", "b"]);
			socket.binaryType = "arraybuffer";
			const got: unknown[] = [socket instanceof WebSocket, socket.readyState];
			await new Promise((resolve) => (socket.onopen = resolve));
			got.push(socket.protocol);
			const next = () => new Promise<unknown>((resolve) => (socket.onmessage = ({ data }) => resolve(data)));
			socket.send("grüße");
			got.push(await next());
			socket.send(new Uint8Array(100_000).fill(9));
			const bytes = (await next()) as ArrayBuffer;
			got.push(bytes.byteLength, new Uint8Array(bytes)[99_999]);
			socket.close(3001, "enough");
			const end = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve));
			got.push(end.code, end.wasClean, socket.bufferedAmount);
			return got;
		});
		expect(result).toEqual([true, 0, "b", "echo grüße", 100_000, 9, 3001, true, 0]);
		expect(cookie).toBe("id=7");
		await expect.poll(() => closed).toEqual([3001, "enough"]);
		const refused = await frame.evaluate(async () => {
			const socket = new WebSocket("/nowhere");
			const seen: string[] = [];
			socket.onerror = () => seen.push("error");
			const end = await new Promise<CloseEvent>((resolve) => (socket.onclose = resolve));
			return [...seen, end.code];
		});
		expect(refused).toEqual(["error", 1006]);
		sockets.close();
	});

	it("shows pages under a content policy of their own, and what that policy forbids stays forbidden", async () => {
		handlers = {
			"/": html("<p id=a>kept</p><script>document.body.dataset.inline = 'ran'</script>", {
				"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
				"X-Frame-Options": "DENY",
			}),
		};
		const frame = await show("/");
		expect(await frame.textContent("#a")).toBe("kept");
		expect(await frame.getAttribute("body", "data-inline")).toBeNull();
		expect(await frame.evaluate(() => WebSocket.toString().includes("native code"))).toBe(false);
	});

	it("of a hostile page gives it nothing of the site's: no cookie, no storage, no parent, not the place of the window", async () => {
		await page.evaluate(() => {
			document.cookie = "readable=of-the-site";
			localStorage.setItem("secret", "of-the-site");
		});
		handlers = {
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
		const frame = await show("/");
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
		}, stand.origin);
		expect(read).toBe("TypeError");
		expect(stolen).toBe("kept away");
		// Whatever it tried, the page around is where it was, and has its machine.
		await page.waitForTimeout(500);
		expect(page.url()).toBe(`${stand.origin}/`);
		expect(await page.evaluate(() => window.stand.workspace.store.getState().machine.phase)).toBe("running");
	});

	it("can be framed by the site alone", async () => {
		handlers = { "/": html("<p>mine") };
		const frame = await show("/");
		const { host, port: previewPort } = new URL(frame.url());
		// By address: names below localhost are the browser's to resolve.
		const asked = get({ host: "127.0.0.1", port: previewPort, headers: { Host: host, "Sec-Fetch-Mode": "navigate" } });
		const [answer] = (await once(asked, "response")) as [IncomingMessage];
		answer.resume();
		expect(answer.headers["content-security-policy"]).toContain(
			`frame-ancestors http://slipway.localhost:${Number(previewPort) - 1} http://localhost:${Number(previewPort) - 1}`,
		);
		const other = await context.newPage();
		await other.route("http://evil.example/", (route) =>
			route.fulfill({ contentType: "text/html", body: `<iframe src="http://${host}/"></iframe>` }),
		);
		await other.goto("http://evil.example/");
		await other.waitForTimeout(500);
		expect(other.frames().map((one) => one.url())).toEqual(["http://evil.example/", "chrome-error://chromewebdata/"]);
		expect(seen.filter(({ url }) => url === "/")).toHaveLength(1);
	});

	it("waits for a server that does not listen yet, and then shows its page by itself", async () => {
		server.close();
		server.closeAllConnections();
		const frame = await show("/");
		expect(await frame.textContent("h1")).toBe(`No container publishes port ${port}`);
		handlers = { "/": html("<h1>Here I am</h1>") };
		server.listen(port);
		await expect.poll(() => frame.textContent("h1"), { timeout: 10_000 }).toBe("Here I am");
	});

	it("never shows another tab's machine, and says so when its own is gone", async () => {
		handlers = { "/": html("<h1>first</h1>") };
		const frame = await show("/");
		const origin = new URL(frame.url()).origin;
		const second = await context.newPage();
		await second.goto(stand.origin);
		expect(await second.evaluate((to) => window.stand.workspace.previews.originOf(to), port)).not.toBe(origin);
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
		await page.close();
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

	it("answers first bytes within milliseconds of the server's own", async () => {
		handlers = { "/": html("<p>"), "/quick": (_, response) => response.end("quick") };
		const frame = await show("/");
		const times = await frame.evaluate(async () => {
			const all: number[] = [];
			for (let run = 0; run < 30; run += 1) {
				const startedMs = performance.now();
				await fetch("/quick");
				all.push(performance.now() - startedMs);
			}
			return all.sort((a, b) => a - b);
		});
		console.log(`first byte through the tunnel, median ${times[15]?.toFixed(1)} ms, longest ${times[29]?.toFixed(1)} ms`);
		expect(times[15]).toBeLessThan(100);
	});
});
