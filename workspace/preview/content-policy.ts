/** Content security policies of guests' pages, with room for the one script that the preview puts in. */

/** `frame-ancestors` as in response-headers.ts. The others ask for https, which the preview does not speak. */
const dropped = new Set(["frame-ancestors", "upgrade-insecure-requests", "block-all-mixed-content"]);

/** The same policy, or policies, with our script allowed when there is a nonce for it. */
export function allowScript(header: string, nonce: string | undefined): string {
	// Several policies in one header are separated by commas, which do not occur inside of one.
	return header
		.split(",")
		.map((policy) => allowIn(policy, nonce))
		.filter((policy) => policy !== "")
		.join(", ");
}

function allowIn(policy: string, nonce: string | undefined): string {
	const directives = policy
		.split(";")
		.map((directive) => directive.trim().split(/\s+/))
		.filter(([name = ""]) => name !== "" && !dropped.has(name.toLowerCase()));
	if (nonce !== undefined) {
		const find = (wanted: string) => directives.find(([name = ""]) => name.toLowerCase() === wanted);
		const rule = find("script-src-elem") ?? find("script-src");
		const fallback = find("default-src");
		if (rule) rule.push(...permission(rule, nonce));
		else if (fallback) {
			const [, ...sources] = fallback;
			const added = permission(fallback, nonce);
			if (added.length > 0)
				directives.push(["script-src", ...sources.filter((source) => source.toLowerCase() !== "'none'"), ...added]);
		}
		if (rule && rule.length > 2) removeNone(rule);
	}
	return directives.map((words) => words.join(" ")).join("; ");
}

/** Nothing where scripts of the page's own origin are welcome anyway; a nonce would switch 'unsafe-inline' off. */
function permission([, ...sources]: readonly string[], nonce: string): string[] {
	const words = sources.map((source) => source.toLowerCase());
	if (words.some((word) => word === "'self'" || word === "*") && !words.includes("'strict-dynamic'")) return [];
	const inlineByName = words.some((word) => /^'(nonce|sha256|sha384|sha512)-|^'strict-dynamic'$/.test(word));
	return words.includes("'unsafe-inline'") && !inlineByName ? ["'self'"] : [`'nonce-${nonce}'`];
}

function removeNone(rule: string[]): void {
	const at = rule.findIndex((word) => word.toLowerCase() === "'none'");
	if (at >= 0) rule.splice(at, 1);
}
