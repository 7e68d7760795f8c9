/** A page that says why there is none of the guest's. It is shown where the guest's page would be, so it carries its own look. */

export interface MessagePage {
	readonly title: string;
	readonly text: string;
	/** Whether the page asks by itself whether something listens by now, and then loads what was asked for. */
	readonly retry?: boolean;
	/** What went wrong, in the words of the network. */
	readonly detail?: string;
}

/** The whole document. `script` is the tag of the previewed pages' script (workspace/preview/script-tag.ts), when there is one. */
export function messagePage({ title, text, retry = false, detail = "" }: MessagePage, script = ""): string {
	const action = retry
		? '<p class="wait" role="status"><span class="dot"></span>Waiting for it. This page loads by itself.</p>'
		: '<p><a class="again" href="">Try again</a></p>';
	return `<!doctype html>${script}<html lang="en"${retry ? " data-slipway-retry" : ""}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title><style>${look}</style></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${detail ? `<pre>${escaped(detail)}</pre>` : ""}${action}</main></body></html>`;
}

/** The colours of components/ui/tokens.css; another origin cannot use the file itself. */
const look = `
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif;
	background: light-dark(#f4f2ec, #0d141b); color: light-dark(#17222c, #e2e9ef) }
main { max-width: 27rem; padding: 24px }
h1 { margin: 0 0 10px; font-size: 19px; line-height: 1.3; font-weight: 620; text-wrap: balance }
p { margin: 0 0 14px; color: light-dark(#4b5b68, #a3b3c1); text-wrap: pretty }
pre { margin: 0 0 14px; white-space: pre-wrap; overflow-wrap: anywhere; font: 12.5px/1.5 ui-monospace, Menlo, Consolas, monospace; color: light-dark(#626f7a, #8395a5) }
.wait { display: flex; align-items: center; gap: 9px; margin: 0; font-size: 13.5px }
.dot { width: 8px; height: 8px; border-radius: 50%; background: light-dark(#b97900, #e5b454); animation: pulse 1.6s ease-in-out infinite }
.again { color: light-dark(#b03a0c, #ff9d76); text-underline-offset: .18em }
@keyframes pulse { 50% { opacity: .25 } }
@media (prefers-reduced-motion: reduce) { .dot { animation: none } }
`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
