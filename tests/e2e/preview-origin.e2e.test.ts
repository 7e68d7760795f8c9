/**
 * Previews in a browser without a guest: the product's page, service worker, bridge and server, and a web server of the test behind the
 * machine's port. What a guest adds is in preview.e2e.test.ts.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
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
});
