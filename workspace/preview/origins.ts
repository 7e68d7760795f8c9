/** Where previews live: each port of each machine has an origin of its own, so that nothing of one page is another one's. */

/** Set when the site is built, where previews are not at the default place: `https://preview.example.org`. */
const configured = process.env.SLIPWAY_PREVIEW_ORIGIN ?? "";

export interface Origins {
	/** Of all previews, as a content security policy names them. */
	readonly pattern: string;
	of(machineId: string, port: number): string;
}

/**
 * By default subdomains of localhost, which browsers resolve by themselves, at the port after the site's. Undefined where neither a
 * place is configured nor the site is this computer's own.
 */
export function previewOrigins(site: URL, base = configured): Origins | undefined {
	const local = site.protocol === "http:" && /^(localhost|127\.0\.0\.1|.*\.localhost)$/.test(site.hostname);
	if (base === "" && !local) return undefined;
	const { protocol, host } = new URL(base === "" ? `http://${localParent(site)}:${Number(site.port || 80) + 1}` : base);
	return {
		pattern: `${protocol}//*.${host}`,
		of: (machineId, port) => `${protocol}//${port}-${machineId}.${host}`,
	};
}

/** Below a name of its own such as slipway.localhost, previews are of the same site to browsers that let no other site store anything. */
function localParent({ hostname }: URL): string {
	return hostname.endsWith(".localhost") ? hostname : "localhost";
}

/** Such as `k3x9w0a1b2`: part of a host name, and not to be guessed by pages of other sites. */
export function newMachineId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(12));
	return Array.from(bytes, (byte) => (byte % 32).toString(32)).join("");
}

/** The port and the machine of a preview's host, such as `8080-k3x9w0a1b2.localhost:3001`; undefined for other hosts. */
export function parsePreviewHost(host: string): { readonly port: number; readonly machineId: string } | undefined {
	const [, port, machineId] = /^(\d{1,5})-([0-9a-v]{12})\./.exec(host) ?? [];
	return port === undefined || machineId === undefined ? undefined : { port: Number(port), machineId };
}
