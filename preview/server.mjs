/**
 * Serves the few files of the previews' origins: bridge, service worker, the previewed pages' script, and a landing page for every other
 * path. It never sees anything of a guest. Plain Node without packages, as `npm start` runs it.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Where `cli/build-preview.ts` puts the bundled scripts. */
export const builtFolder = fileURLToPath(new URL("../.preview/", import.meta.url));

const scripts = ["bridge.js", "landing.js", "page.js", "worker.js"];

/**
 * @typedef {object} PreviewServerOptions
 * @property {string} [previewOrigin] such as `https://preview.example.org`: previews are its subdomains. Default: those of localhost, at
 *   the port of the request
 * @property {string} [siteOrigin] the only one that may show previews. Default: slipway.localhost, localhost and 127.0.0.1, at the port
 *   before the request's
 */

/**
 * A server that does not listen yet.
 * @param {PreviewServerOptions} [options]
 */
export function createPreviewServer({ previewOrigin = "", siteOrigin = "" } = {}) {
	const files = new Map(scripts.map((name) => [`/.slipway/${name}`, readFileSync(path.join(builtFolder, name))]));
	const domain = previewOrigin === "" ? "localhost" : new URL(previewOrigin).hostname;

	return createServer((request, response) => {
		const host = /^([a-z0-9.-]+)(?::(\d+))?$/i.exec(request.headers.host ?? "");
		// Also what keeps a name of somebody else's that was made to lead here from being served as ours.
		if (!host?.[1]?.toLowerCase().endsWith(`.${domain}`)) {
			send(response, 421, "text/plain; charset=utf-8", `This server answers for names below ${domain} only.\n`, []);
			return;
		}
		const sitePort = Number(host[2] ?? 80) - 1;
		const sites =
			siteOrigin === ""
				? ["slipway.localhost", "localhost", "127.0.0.1"].map((name) => `http://${name}:${sitePort}`)
				: [siteOrigin];
		if (request.method !== "GET" && request.method !== "HEAD") {
			send(response, 405, "text/plain; charset=utf-8", "No service worker took this request.\n", sites);
			return;
		}
		const name = (request.url ?? "/").replace(/\?.*/s, "");
		const script = files.get(name);
		if (script) send(response, 200, "text/javascript; charset=utf-8", script, sites);
		else if (name === "/.slipway/bridge") send(response, 200, html, document(sites, "bridge.js", "Bridge"), sites);
		else if (name.startsWith("/.slipway/")) send(response, 404, "text/plain; charset=utf-8", "Not found\n", sites);
		// Parts of pages are the guest's to give: what is not found here makes no sense as one.
		else if ((request.headers["sec-fetch-mode"] ?? "navigate") === "navigate") {
			send(response, 200, html, document(sites, "landing.js", "Opening the preview"), sites);
		} else send(response, 503, "text/plain; charset=utf-8", "No service worker took this request.\n", sites);
	});
}

const html = "text/html; charset=utf-8";

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {string | Buffer} body
 * @param {readonly string[]} sites
 */
function send(response, status, type, body, sites) {
	response.writeHead(status, {
		"Content-Type": type,
		"Cache-Control": "no-cache",
		"Content-Security-Policy": [
			"default-src 'none'",
			"script-src 'self'",
			"style-src 'unsafe-inline'",
			"connect-src 'self'",
			"worker-src 'self'",
			"base-uri 'none'",
			"form-action 'none'",
			`frame-ancestors ${sites.length > 0 ? sites.join(" ") : "'none'"}`,
		].join("; "),
		// A process of its own, also beside pages of the same site.
		"Origin-Agent-Cluster": "?1",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Referrer-Policy": "no-referrer",
		"Service-Worker-Allowed": "/",
		"X-Content-Type-Options": "nosniff",
	});
	response.end(body);
}

/**
 * @param {readonly string[]} sites
 * @param {string} script
 * @param {string} title
 */
function document(sites, script, title) {
	return `<!doctype html>
<html lang="en" data-sites="${sites.join(" ")}">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#f4f2ec, #0d141b); color: light-dark(#4b5b68, #a3b3c1) }
p { display: none; max-width: 27rem; padding: 24px }
[data-failed] p { display: block }
</style>
<script src="/.slipway/${script}" defer></script>
<p role="alert">This browser did not let the preview start its service worker, which brings the pages out of the machine. Private windows and
browsers that block all site data do that.</p>
`;
}
