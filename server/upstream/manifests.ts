/** Manifests: of images for the kind of PC that the guest is, and for no other. */
import * as z from "zod";
import { accepts } from "#emulator/registry/accept.ts";
import { collect } from "#emulator/registry/bytes.ts";
import { algorithmOf, digestOf } from "#emulator/registry/digest.ts";
import { RegistryError } from "#emulator/registry/errors.ts";
import { isIndexType, MANIFEST_TYPES, type Manifest, OCI_INDEX, parseManifest } from "#emulator/registry/manifest.ts";
import type { Reference } from "#emulator/registry/route.ts";
import { tooLarge } from "./blobs.ts";
import type { UpstreamClient } from "./client.ts";
import type { ContentCache } from "./content-cache.ts";
import { unavailable } from "./exchange.ts";
import { MAX_SMALL_BYTES, parseJson } from "./small.ts";

export interface ManifestsOptions {
	readonly client: UpstreamClient;
	readonly cache: ContentCache;
	readonly maxBlobBytes: number;
	readonly log: (message: string) => void;
	readonly now: () => number;
}

interface Found {
	readonly digest: string;
	readonly mediaType: string;
	readonly content: Uint8Array<ArrayBuffer>;
}

const OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
/** So long a tag is believed to mean what it did. */
const TAG_MS = 60_000;
const MAX_TAGS = 1000;
const platformSchema = z.object({ os: z.literal("linux"), architecture: z.literal("386") });

export class Manifests {
	readonly #options: ManifestsOptions;
	/** By repository and tag, with those that are being asked for. */
	readonly #tags = new Map<string, { readonly digest: Promise<string>; readonly untilMs: number }>();

	constructor(options: ManifestsOptions) {
		this.#options = options;
	}

	/** A tag is answered with the image for linux/386, whatever else it stands for; a digest with what it names. @throws RegistryError */
	async answer(request: Request, name: string, reference: Reference): Promise<Response> {
		if (reference.kind === "malformed") throw new RegistryError("MANIFEST_UNKNOWN", "manifest unknown");
		const byTag = reference.kind === "tag";
		const { digest, mediaType, content } = byTag
			? await this.#byDigest(name, await this.#digestOfTag(name, reference.tag))
			: await this.#imageOrIndex(name, reference.digest);
		if (byTag && !accepts(request.headers.get("Accept"), mediaType)) {
			throw new RegistryError("MANIFEST_UNKNOWN", `The manifest is of the type ${mediaType}, which is not in Accept.`);
		}
		return new Response(request.method === "HEAD" ? null : content, {
			headers: {
				"Content-Type": mediaType,
				"Content-Length": String(content.byteLength),
				"Docker-Content-Digest": digest,
				ETag: `"${digest}"`,
				// Not compressed on the way: then its length is lost, which clients compare.
				"Cache-Control": byTag ? "no-store, no-transform" : "private, max-age=31536000, immutable, no-transform",
			},
		});
	}

	async #digestOfTag(name: string, tag: string): Promise<string> {
		const key = `${name}:${tag}`;
		const known = this.#tags.get(key);
		if (known && known.untilMs > this.#options.now()) return known.digest;
		this.#tags.delete(key);
		const digest = this.#askTag(name, tag);
		this.#tags.set(key, { digest, untilMs: this.#options.now() + TAG_MS });
		const [oldest] = this.#tags.keys();
		if (oldest !== undefined && this.#tags.size > MAX_TAGS) this.#tags.delete(oldest);
		try {
			return await digest;
		} catch (error) {
			this.#tags.delete(key);
			throw error;
		}
	}

	/** The digest of the image for linux/386, which is in the cache then if that is to be had. */
	async #askTag(name: string, tag: string): Promise<string> {
		const { content, headers } = await this.#ask(name, tag);
		const digest = await digestOf(content);
		const claimed = headers.get("Docker-Content-Digest");
		if (claimed?.startsWith("sha256:") && claimed !== digest) throw this.#wrong(claimed);
		const manifest = parse(content, headers.get("Content-Type"));
		if (!manifest.isIndex) {
			await this.#checkImage(name, manifest);
			await this.#keep(digest, content);
			return digest;
		}
		const chosen = manifest.parts.find(
			({ platform, mediaType }) => platformSchema.safeParse(platform).success && !isIndexType(mediaType),
		);
		if (!chosen) throw notForThisPc(name);
		const child = await this.#byDigest(name, chosen.digest);
		this.#checkSizes(parse(child.content, child.mediaType));
		return chosen.digest;
	}

	async #imageOrIndex(name: string, digest: string): Promise<Found> {
		const found = await this.#byDigest(name, digest);
		// Of an index the client makes its choice.
		const manifest = parse(found.content, found.mediaType);
		if (!manifest.isIndex) await this.#checkImage(name, manifest);
		return found;
	}

	async #byDigest(name: string, digest: string): Promise<Found> {
		const cached = await this.#cached(digest);
		if (cached) return { digest, mediaType: typeOf(cached), content: cached };
		const { content } = await this.#ask(name, digest);
		if ((await digestOf(content, algorithmOf(digest))) !== digest) throw this.#wrong(digest);
		const mediaType = typeOf(content);
		parse(content, mediaType);
		await this.#keep(digest, content);
		return { digest, mediaType, content };
	}

	#ask(name: string, reference: string): Promise<{ content: Uint8Array<ArrayBuffer>; headers: Headers }> {
		return this.#options.client.askWhole({ name, path: `manifests/${reference}`, accept: MANIFEST_TYPES.join(", ") });
	}

	/** @throws RegistryError unless it is for linux/386, and small enough */
	async #checkImage(name: string, manifest: Manifest): Promise<void> {
		this.#checkSizes(manifest);
		const [config] = manifest.parts;
		if (!config) throw notForThisPc(name);
		let content = await this.#cached(config.digest);
		if (!content) {
			({ content } = await this.#options.client.askWhole({ name, path: `blobs/${config.digest}` }));
			if ((await digestOf(content, algorithmOf(config.digest))) !== config.digest) throw this.#wrong(config.digest);
			await this.#keep(config.digest, content);
		}
		if (!platformSchema.safeParse(parseJson(content)).success) throw notForThisPc(name);
	}

	/** Better now than when half of the image has come. */
	#checkSizes({ parts }: Manifest): void {
		const { maxBlobBytes } = this.#options;
		if (parts.some(({ size }) => size > maxBlobBytes)) throw tooLarge(maxBlobBytes);
	}

	/** Undefined when it is not there, or damaged. */
	async #cached(digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
		const { cache, log } = this.#options;
		const stored = await cache.open(digest);
		if (!stored) return undefined;
		try {
			const content = await collect(stored.read({ start: 0, end: stored.bytes }), MAX_SMALL_BYTES);
			if (content && (await digestOf(content, algorithmOf(digest))) === digest) return content as Uint8Array<ArrayBuffer>;
			log(`The cache had something else than ${digest}.`);
			await cache.remove(digest);
			return undefined;
		} finally {
			await stored.close();
		}
	}

	async #keep(digest: string, content: Uint8Array): Promise<void> {
		const { cache, log } = this.#options;
		await cache.put(digest, content).catch((error: unknown) => log(`The cache keeps no ${digest}: ${error}`));
	}

	#wrong(digest: string): RegistryError {
		this.#options.log(`The upstream registry sent something else than ${digest}.`);
		return unavailable("The upstream registry sent something else than was asked for: its digest is wrong.");
	}
}

/** The content alone tells, so that nothing has to be kept beside it. OCI's manifests need not name their type. */
function typeOf(content: Uint8Array): string {
	const { mediaType, manifests } = z
		.object({ mediaType: z.string().optional(), manifests: z.array(z.unknown()).optional() })
		.catch({})
		.parse(parseJson(content));
	return mediaType ?? (manifests ? OCI_INDEX : OCI_IMAGE);
}

/** Servers that know no manifests say "application/json", or nothing. */
function parse(content: Uint8Array, contentType: string | null): Manifest {
	const said = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
	return parseManifest(content, MANIFEST_TYPES.includes(said) ? said : typeOf(content));
}

function notForThisPc(name: string): RegistryError {
	return new RegistryError("MANIFEST_UNKNOWN", `${name} has no image for linux/386, the kind of PC this is`);
}
