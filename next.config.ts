import { resolve } from "node:path";
import type { NextConfig } from "next";

/**
 * What every answer of this site may load, and from where. Prerendered pages narrow `script-src` further, each to the digests of its own
 * inline scripts (next.adapter.mjs): the browser applies both policies, so 'unsafe-inline' here is what remains for pages rendered
 * on request. Styles stay inline: xterm.js and the resizable panels write theirs at run time.
 */
function contentSecurityPolicy(development: boolean): string {
	return [
		"default-src 'self'",
		// React's development build evaluates strings to show server stacks; nothing in production does.
		`script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ""}`,
		"style-src 'self' 'unsafe-inline'",
		"worker-src 'self' blob:",
		"img-src 'self' data: blob:",
		"font-src 'self'",
		// `data:` is where the worker's zstd decoder keeps its WebAssembly. Next's development server talks to its page over a web socket.
		`connect-src 'self' data:${development ? " ws:" : ""}`,
		// Previews of containers' pages. A page that shows one narrows this further, to the very place of its previews.
		`frame-src ${previewOrigins()}`,
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
	].join("; ");
}

/** Where previews may be, for what is known when the site is built: without a place of their own, at any port of this computer. */
function previewOrigins(): string {
	const configured = process.env.SLIPWAY_PREVIEW_ORIGIN ?? "";
	if (configured === "") return "http://*.localhost:*";
	const { protocol, host } = new URL(configured);
	return `${protocol}//*.${host}`;
}

const config: NextConfig = {
	env: { SLIPWAY_PREVIEW_ORIGIN: process.env.SLIPWAY_PREVIEW_ORIGIN ?? "" },
	poweredByHeader: false,
	// Routes that answer each request are in `.server.ts`: an export of the site as files leaves that one out, and has none of them.
	pageExtensions: ["server.ts", "tsx", "ts"],
	adapterPath: resolve("next.adapter.mjs"),
	async headers() {
		return [
			{
				source: "/:path*",
				headers: [
					{ key: "Content-Security-Policy", value: contentSecurityPolicy(process.env.NODE_ENV === "development") },
					{ key: "X-Content-Type-Options", value: "nosniff" },
					{ key: "Referrer-Policy", value: "same-origin" },
				],
			},
			{
				// Named by their content: what was fetched once never changes.
				source: "/machine/chunks/:chunk",
				headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
			},
			{
				// The two names that stay while their content changes: asked for each time, sent only when new.
				source: "/machine/:name(manifest\\.json|worker\\.js)",
				headers: [{ key: "Cache-Control", value: "no-cache" }],
			},
		];
	},
};

export default config;
