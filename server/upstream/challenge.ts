/** Reads `WWW-Authenticate`: how a registry wants to be asked. */

export type Challenge =
	| {
			readonly scheme: "bearer";
			readonly realm: string;
			readonly service: string | undefined;
			readonly scope: string | undefined;
	  }
	| { readonly scheme: "basic" };

/** Of RFC 9110: a scheme, or a parameter whose value may be in quotes. */
const piece = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?[\s,]*/y;

/** The first that we can meet, of several in one header; tokens rather than passwords. */
export function parseChallenge(header: string | null): Challenge | undefined {
	const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
	piece.lastIndex = 0;
	for (const text = (header ?? "").trim(); piece.lastIndex < text.length; ) {
		const [, name, quoted, plain] = piece.exec(text) ?? [];
		if (name === undefined) break;
		const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
		if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
		else challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
	}
	for (const { scheme, parameters } of challenges) {
		const realm = parameters.get("realm");
		if (scheme === "bearer" && realm !== undefined) {
			return { scheme, realm, service: parameters.get("service"), scope: parameters.get("scope") };
		}
	}
	return challenges.some(({ scheme }) => scheme === "basic") ? { scheme: "basic" } : undefined;
}
