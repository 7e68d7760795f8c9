/**
 * Pages in a preview, in a browser without a guest: the product's page, service worker, bridge and server, and a web server of the
 * test behind the machine's port. What a guest adds is in preview.e2e.test.ts.
 */
import { describe, expect, it } from "vitest";
import { html, previewVisits } from "../support/preview-stand/visit.ts";

describe("A preview", () => {
	const visitOfTest = previewVisits();

	it("shows a page with its style, script and image", async () => {
		const visit = visitOfTest();
		const pixel = Buffer.from("R0lGODlhAgADAIAAAP///wAAACwAAAAAAgADAAACAoRRADs=", "base64");
		visit.handlers = {
			"/": html("<link rel=stylesheet href=/s.css><h1>It works</h1><img src=i.gif><script src=/s.js></script>"),
			"/s.css": (_, response) => response.writeHead(200, { "Content-Type": "text/css" }).end("h1 { color: rgb(1, 2, 3) }"),
			"/s.js": (_, response) =>
				response.writeHead(200, { "Content-Type": "text/javascript" }).end("document.body.dataset.ran = 'yes'"),
			"/i.gif": (_, response) => response.writeHead(200, { "Content-Type": "image/gif" }).end(pixel),
		};
		const frame = await visit.show("/");
		const found = await frame.evaluate(() => ({
			text: document.querySelector("h1")?.textContent,
			color: getComputedStyle(document.querySelector("h1") as Element).color,
			ran: document.body.dataset.ran,
			image: document.querySelector("img")?.naturalWidth,
			mode: document.compatMode,
			language: document.documentElement.lang,
		}));
		expect(found).toEqual({ text: "It works", color: "rgb(1, 2, 3)", ran: "yes", image: 2, mode: "CSS1Compat", language: "en" });
		expect(visit.seen[0]?.headers.host).toMatch(new RegExp(`^${visit.port}-[0-9a-v]{12}\\.slipway\\.localhost:\\d+$`));
	});

	it("follows links and redirects, sends forms with their length, and does not forget the fragment", async () => {
		const visit = visitOfTest();
		const bodies: string[] = [];
		visit.handlers = {
			"/": html(
				'<a href="/next?q=1#part">go</a><form method=post action=/send><input name=word value="ä ö"><button>Send</button></form>',
			),
			"/next": html("<p id=part>next"),
			"/send": (request, response) => {
				request.setEncoding("utf8").on("data", (text) => bodies.push(text));
				request.on("end", () => response.writeHead(303, { Location: `http://localhost:${visit.port}/done` }).end());
			},
			"/done": html("<p>done"),
		};
		const frame = await visit.show("/");
		await frame.click("a");
		await frame.waitForURL(/\/next\?q=1#part$/);
		await visit.show("/");
		const again = await visit.show("/");
		await again.click("button");
		await again.waitForURL(/\/done$/);
		expect(await again.textContent("p")).toBe("done");
		expect(bodies.join("")).toBe("word=%C3%A4+%C3%B6");
		const sent = visit.seen.find(({ url }) => url === "/send");
		expect(sent?.headers).toMatchObject({ "content-length": "18", "content-type": "application/x-www-form-urlencoded" });
		expect(sent?.headers.origin).toBe(new URL(again.url()).origin);
	});

	it("keeps the cookies of the guest: those of answers, those of scripts, and hides HttpOnly from scripts", async () => {
		const visit = visitOfTest();
		const cookies: (string | undefined)[] = [];
		visit.handlers = {
			"/": html("<p>", { "Set-Cookie": ["id=secret; HttpOnly; Path=/", "theme=dark; Path=/", "only=here; Path=/sub"] }),
			"/more": (request, response) => {
				cookies.push(request.headers.cookie);
				response.writeHead(200, { "Set-Cookie": "late=1; Path=/" }).end("ok");
			},
		};
		const frame = await visit.show("/");
		expect(await frame.evaluate(() => document.cookie)).toBe("theme=dark");
		// What a script writes and what it asks for go to the service worker by two ways; a request that follows at once may be first.
		const ask = async () => {
			await frame.evaluate(() => fetch("/more"));
			return cookies.at(-1);
		};
		await frame.evaluate(() => {
			document.cookie = "mine=2; path=/";
		});
		await expect.poll(ask).toMatch(/^id=secret; theme=dark;.* mine=2/);
		await expect.poll(() => frame.evaluate(() => document.cookie)).toContain("late=1");
		expect(await frame.evaluate(() => document.cookie)).toContain("mine=2");
		await frame.evaluate(() => {
			document.cookie = "mine=; max-age=0; path=/";
		});
		await expect.poll(ask).toBe("id=secret; theme=dark; late=1");
	});

	it("shows pages under a content policy of their own, and what that policy forbids stays forbidden", async () => {
		const visit = visitOfTest();
		visit.handlers = {
			"/": html("<p id=a>kept</p><script>document.body.dataset.inline = 'ran'</script>", {
				"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
				"X-Frame-Options": "DENY",
			}),
		};
		const frame = await visit.show("/");
		expect(await frame.textContent("#a")).toBe("kept");
		expect(await frame.getAttribute("body", "data-inline")).toBeNull();
		expect(await frame.evaluate(() => WebSocket.toString().includes("native code"))).toBe(false);
	});

	it("waits for a server that does not listen yet, and then shows its page by itself", async () => {
		const visit = visitOfTest();
		visit.server.close();
		visit.server.closeAllConnections();
		const frame = await visit.show("/");
		expect(await frame.textContent("h1")).toBe(`No container publishes port ${visit.port}`);
		visit.handlers = { "/": html("<h1>Here I am</h1>") };
		visit.server.listen(visit.port);
		await expect.poll(() => frame.textContent("h1"), { timeout: 10_000 }).toBe("Here I am");
	});
});
