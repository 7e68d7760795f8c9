/** The upstream registry that the environment of this server names. */
import { readSettings, SettingsInvalidError } from "./settings.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

let opened: { readonly upstream: Upstream | undefined } | undefined;

/** Undefined when there is none, or its settings are wrong, which the log tells once. */
export function siteUpstream(): Upstream | undefined {
	opened ??= { upstream: open() };
	return opened.upstream;
}

function open(): Upstream | undefined {
	try {
		const settings = readSettings(process.env);
		if (!settings) return undefined;
		log(`${settings.allowed} may be pulled from ${settings.origin}; what comes is kept in ${settings.cacheFolder}.`);
		return createUpstream({ settings, log });
	} catch (error) {
		if (!(error instanceof SettingsInvalidError)) throw error;
		log(`off, as its settings are wrong. ${error.message}`);
		return undefined;
	}
}

function log(message: string): void {
	// biome-ignore lint/suspicious/noConsole: the server's log is where its owner looks.
	console.error(`slipway: upstream registry: ${message}`);
}
