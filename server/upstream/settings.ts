/** What the environment says of the upstream registry. */
import { homedir } from "node:os";
import path from "node:path";
import * as z from "zod";

export interface Credentials {
	readonly user: string;
	readonly password: string;
}

export interface UpstreamSettings {
	/** Such as `https://registry-1.docker.io`. */
	readonly origin: string;
	/** Whether visitors may have this repository. */
	readonly allows: (name: string) => boolean;
	/** For people. */
	readonly allowed: string;
	/** Of one blob. */
	readonly maxBlobBytes: number;
	readonly cacheFolder: string;
	readonly maxCacheBytes: number;
	readonly credentials: Credentials | undefined;
}

/** The message names each setting that is wrong, and how. */
export class SettingsInvalidError extends Error {
	override readonly name = "SettingsInvalidError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** As in layers' sizes that registries show. */
const MEGABYTE = 1_000_000;
const patternForm = /^[a-z0-9._*-]+(?:\/[a-z0-9._*-]+)*$/;

const megabytes = z
	.string()
	.regex(/^[1-9][0-9]{0,8}$/, "has to be a whole number of megabytes, 1 or more")
	.transform((text) => Number(text) * MEGABYTE);

const schema = z
	.object({
		SLIPWAY_UPSTREAM_REGISTRY: z.string().transform((text, context) => originOf(text, (message) => context.addIssue(message))),
		SLIPWAY_UPSTREAM_ALLOW: z
			.string()
			.default("library/*")
			.transform((text) => text.split(",").map((pattern) => pattern.trim()))
			.refine((patterns) => patterns.every((pattern) => patternForm.test(pattern)), {
				message: "has to be names of repositories with commas between them; * in a name stands for anything but a slash",
			}),
		SLIPWAY_UPSTREAM_MAX_MB: megabytes.prefault("512"),
		SLIPWAY_UPSTREAM_CACHE: z.string().optional(),
		SLIPWAY_UPSTREAM_CACHE_MB: megabytes.prefault("4096"),
		// With a colon in it nobody could tell where it ends.
		SLIPWAY_UPSTREAM_USER: z
			.string()
			.regex(/^[^:]+$/, "has a colon in it")
			.optional(),
		SLIPWAY_UPSTREAM_PASSWORD: z.string().optional(),
	})
	.refine((settings) => (settings.SLIPWAY_UPSTREAM_USER === undefined) === (settings.SLIPWAY_UPSTREAM_PASSWORD === undefined), {
		path: ["SLIPWAY_UPSTREAM_USER"],
		message: "and SLIPWAY_UPSTREAM_PASSWORD have to be set both, or none of them",
	});

/** Undefined when no upstream registry is set. @throws SettingsInvalidError */
export function readSettings(environment: Environment): UpstreamSettings | undefined {
	// Set to nothing is not set.
	const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
	if (set.SLIPWAY_UPSTREAM_REGISTRY === undefined) return undefined;
	const parsed = schema.safeParse(set);
	if (!parsed.success) {
		throw new SettingsInvalidError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join(" "));
	}
	const settings = parsed.data;
	const allowed = settings.SLIPWAY_UPSTREAM_ALLOW;
	const patterns = allowed.map(expressionOf);
	const { SLIPWAY_UPSTREAM_USER: user, SLIPWAY_UPSTREAM_PASSWORD: password } = settings;
	return {
		origin: settings.SLIPWAY_UPSTREAM_REGISTRY,
		allows: (name) => patterns.some((pattern) => pattern.test(name)),
		allowed: allowed.join(", "),
		maxBlobBytes: settings.SLIPWAY_UPSTREAM_MAX_MB,
		// Otherwise Next takes this for a file of the site, which could be any, and makes all of them part of the server.
		cacheFolder: path.resolve(
			/* turbopackIgnore: true */ settings.SLIPWAY_UPSTREAM_CACHE ?? path.join(cacheFolder(set), "upstream"),
		),
		maxCacheBytes: settings.SLIPWAY_UPSTREAM_CACHE_MB,
		credentials: user === undefined || password === undefined ? undefined : { user, password },
	};
}

function originOf(text: string, wrong: (message: string) => void): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !["http:", "https:"].includes(url.protocol)) {
		wrong("has to be a URL that begins with https:// or http://");
		return z.NEVER;
	}
	if (url.username !== "" || url.password !== "") {
		wrong("must have no user and password in it; SLIPWAY_UPSTREAM_USER and SLIPWAY_UPSTREAM_PASSWORD are for them");
	} else if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
		wrong(`has to end after its host and port, as in ${url.origin}`);
	}
	return url.origin;
}

function expressionOf(pattern: string): RegExp {
	const escaped = pattern.replaceAll(".", "[.]");
	return new RegExp(`^${escaped.replace(/\*+/g, (stars) => (stars === "*" ? "[^/]*" : ".*"))}$`);
}

/** As the set-up has it. */
function cacheFolder({ SLIPWAY_CACHE, XDG_CACHE_HOME }: Environment): string {
	return SLIPWAY_CACHE ?? path.join(XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "slipway");
}
