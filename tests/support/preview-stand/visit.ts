/** One page with one preview, for each test of a file: a browser, the stand-in site, and a web server of the test behind the port. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { launchBrowser } from "../browser.ts";
import type { Stand } from "./page.ts";
import { type PreviewStand, startPreviewStand } from "./stand.ts";

declare const window: Window & { stand: Stand };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What belongs to one test. */
export interface PreviewVisit {
	/** Of the stand-in site. */
	readonly origin: string;
	readonly context: BrowserContext;
	readonly page: Page;
	/** Behind the port; it answers with `handlers`, by path. */
	readonly server: Server;
	readonly port: number;
	handlers: Record<string, Handler>;
	/** What the server was asked. */
	readonly seen: readonly IncomingMessage[];
	/** Shows a path of the port in the page's frame, loaded. */
	show(path: string): Promise<Frame>;
}

const SITE_POLICY = "default-src 'self' 'unsafe-inline' blob:; connect-src 'self' ws: data:; frame-src http://*.localhost:*";

/** For the tests of the `describe` around it; what it gives is the running test's. */
export function previewVisits(): () => PreviewVisit {
	let stand: PreviewStand;
	let browser: Browser;
	let visit: PreviewVisit;

	beforeAll(async () => {
		stand = await startPreviewStand(SITE_POLICY);
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await stand?.stop();
	});
	beforeEach(async () => {
		visit = await open(browser, stand.origin);
	});
	afterEach(async () => {
		await visit.context.close();
		visit.server.closeAllConnections();
		visit.server.close();
	});
	return () => visit;
}

async function open(browser: Browser, origin: string): Promise<PreviewVisit> {
	const seen: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		seen.push(request);
		const handler = visit.handlers[(request.url ?? "/").replace(/\?.*/, "")];
		if (handler) handler(request, response);
		else response.writeHead(404).end("nothing here");
	});
	server.listen(0);
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(origin);
	const visit: PreviewVisit = { origin, context, page, server, port, handlers: {}, seen, show: (path) => show(page, port, path) };
	return visit;
}

async function show(page: Page, port: number, path: string): Promise<Frame> {
	const origin = await page.evaluate(([to, where]) => window.stand.show(to, where), [port, path] as const);
	const find = () =>
		page.frames().find((frame) => frame.url().startsWith(`${origin}/`) && !frame.url().includes("/.slipway/bridge"));
	await expect.poll(find).toBeTruthy();
	const frame = find();
	if (!frame) throw new Error("no frame");
	await frame.waitForLoadState();
	return frame;
}

export function html(body: string, headers: Record<string, string | string[]> = {}): Handler {
	return (_, response) =>
		response
			.writeHead(200, { "Content-Type": "text/html", ...headers })
			.end(`<!doctype html><html lang=en><head><title>T</title></head><body>${body}`);
}
