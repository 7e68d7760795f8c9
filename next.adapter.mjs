/**
 * Runs at the end of `next build` and writes into every prerendered page which inline scripts it may run, by digest. Next's static
 * pages carry inline scripts, a nonce needs a server that renders each page anew, and a static host sets no headers: so the policy
 * travels in the page itself. See docs/decisions/006-script-policy-in-the-page.md.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** @type {import("next").NextAdapter} */
const adapter = {
	name: "slipway-seal-pages",
	async onBuildComplete({ config, distDir, outputs }) {
		const exported = outputs.staticFiles.map((file) => file.filePath).filter((path) => path.endsWith(".html"));
		const pages = config.output === "export" ? exported : await pagesBelow(join(distDir, "server"));
		if (pages.length === 0) throw new Error("The build has no prerendered page to seal: their scripts would run unchecked.");
		for (const path of pages) await writeFile(path, sealPage(await readFile(path, "utf8")));
	},
};

// biome-ignore lint/style/noDefaultExport: what Next loads
export default adapter;

/** @param {string} folder */
async function pagesBelow(folder) {
	const names = await readdir(folder, { recursive: true });
	return names.filter((name) => name.endsWith(".html")).map((name) => join(folder, name));
}

/**
 * The page with a policy that allows its own inline scripts and no others. Sealing twice changes nothing.
 * @param {string} html
 * @returns {string}
 */
export function sealPage(html) {
	if (html.includes(SEAL_START)) return html;
	const digests = new Set();
	for (const [, attributes, text] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
		if (!/\ssrc=/.test(attributes)) digests.add(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
	}
	const policy = ["script-src 'self' 'wasm-unsafe-eval'", ...digests].join(" ");
	// Behind the character set, which must come within the first kilobyte, and before anything that could run.
	const sealed = html.replace(/<head>(<meta charSet="[^"]*"\/>)?/i, (head) => `${head}${SEAL_START} content="${policy}"/>`);
	if (sealed === html) throw new Error("A prerendered page has no <head> to write its script policy into.");
	return sealed;
}

const SEAL_START = '<meta http-equiv="Content-Security-Policy"';
