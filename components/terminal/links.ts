/** What to do with an address that the guest printed. The guest is not trusted: nothing opens without the person's key and click. */

export type LinkVerdict = "open" | "inside-machine" | "refuse";

/** `inside-machine`: the address means something in the guest and something else, or nothing, in the person's browser. */
export function judgeLink(address: string): LinkVerdict {
	const url = parse(address);
	if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return "refuse";
	const host = url.hostname;
	const privateAddress = /^(0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/;
	const isName = !/^[\d.]+$/.test(host) && !host.startsWith("[");
	if (isName ? !host.includes(".") || /\.(local|internal|localhost)$/.test(host) : privateAddress.test(host))
		return "inside-machine";
	return "open";
}

function parse(address: string): URL | null {
	try {
		return new URL(address);
	} catch {
		return null;
	}
}
