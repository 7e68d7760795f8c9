/** The configuration and the manifest of an image, by the OCI image specification. */
import { sha256 } from "../build/digest.ts";
import type { StoredBlob } from "./blobs.ts";
import type { ImagePackage } from "./image-lock.ts";
import { type Image, type Settings, upstreamVersion, type Version } from "./recipe.ts";

/** The one date of all images: the same content is the same image. */
const created = "2025-01-01T00:00:00Z";
export const manifestType = "application/vnd.oci.image.manifest.v1+json";

export interface HistoryLayer {
	readonly blob: Pick<StoredBlob, "digest" | "bytes">;
	readonly createdBy: string;
}

export interface ImageTexts {
	/** The exact bytes that the digests are of. */
	readonly config: string;
	readonly manifest: string;
}

/**
 * @param layers all of them, the lowest first
 * @param packages all that are inside, those of what it is built on included
 */
export function describeImage(image: Image, layers: readonly HistoryLayer[], packages: readonly ImagePackage[]): ImageTexts {
	const settings = settingsOf(image);
	const config = JSON.stringify({
		architecture: "386",
		os: "linux",
		created,
		config: {
			...(settings.user !== undefined && { User: settings.user }),
			...(settings.ports !== undefined && { ExposedPorts: emptyObjects(settings.ports) }),
			Env: Object.entries(settings.environment ?? {}).map(([name, value]) => `${name}=${value}`),
			...(settings.entrypoint !== undefined && { Entrypoint: settings.entrypoint }),
			...(settings.command !== undefined && { Cmd: settings.command }),
			...(settings.volumes !== undefined && { Volumes: emptyObjects(settings.volumes) }),
			...(settings.workingFolder !== undefined && { WorkingDir: settings.workingFolder }),
			Labels: labelsOf(image, packages),
			...(settings.stopSignal !== undefined && { StopSignal: settings.stopSignal }),
		},
		rootfs: { type: "layers", diff_ids: layers.map(({ blob }) => blob.digest) },
		history: [
			...layers.map(({ createdBy }) => ({ created, created_by: createdBy })),
			...[...instructionsOf(settings)].map((instruction) => ({ created, created_by: instruction, empty_layer: true })),
		],
	});
	const manifest = JSON.stringify({
		schemaVersion: 2,
		mediaType: manifestType,
		config: {
			mediaType: "application/vnd.oci.image.config.v1+json",
			digest: `sha256:${sha256(config)}`,
			size: Buffer.byteLength(config),
		},
		// Plain tar: the guest's CPU would be busy with gunzip for longer than the transfer takes.
		layers: layers.map(({ blob }) => ({
			mediaType: "application/vnd.oci.image.layer.v1.tar",
			digest: blob.digest,
			size: blob.bytes,
		})),
	});
	return { config, manifest };
}

/** What the tags tell. @throws when the package that the version is of is not among the image's */
export function versionOf(image: Image, packages: readonly ImagePackage[]): Version {
	if (typeof image.version === "string") return upstreamVersion(image.version);
	const { of } = image.version;
	const found = packages.find((entry) => entry.name === of);
	if (found === undefined) throw new Error(`${image.id} takes its version from ${of}, which it does not install`);
	return upstreamVersion(found.version);
}

/** Its own, over those of what it is built on. */
function settingsOf(image: Image): Settings {
	const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	const below = image.from === undefined ? { environment: { PATH: path } } : settingsOf(image.from);
	return { ...below, ...image.settings, environment: { ...below.environment, ...image.settings?.environment } };
}

function labelsOf(image: Image, packages: readonly ImagePackage[]): Record<string, string> {
	const wanted = packages.filter(({ name }) => image.packages.includes(name));
	const made = image.program === undefined ? "from Debian packages" : `from ${image.program}`;
	return {
		"org.opencontainers.image.title": image.title,
		"org.opencontainers.image.version": versionOf(image, packages).full,
		"org.opencontainers.image.vendor": "Slipway",
		"org.opencontainers.image.description": `Built by Slipway ${made}; not the Docker Official Image.`,
		...(image.packages.length > 0 && { "org.opencontainers.image.base.name": `Debian ${image.suite} for i386` }),
		...(wanted.length > 0 && { "slipway.packages": wanted.map(({ name, version }) => `${name}=${version}`).join(" ") }),
	};
}

/** As `docker history` shows the parts of a Dockerfile that make no layer. */
function* instructionsOf(settings: Settings): Generator<string> {
	for (const [name, value] of Object.entries(settings.environment ?? {})) yield `ENV ${name}=${value}`;
	for (const volume of settings.volumes ?? []) yield `VOLUME [${volume}]`;
	if (settings.workingFolder !== undefined) yield `WORKDIR ${settings.workingFolder}`;
	for (const port of settings.ports ?? []) yield `EXPOSE ${port}`;
	if (settings.stopSignal !== undefined) yield `STOPSIGNAL ${settings.stopSignal}`;
	if (settings.user !== undefined) yield `USER ${settings.user}`;
	if (settings.entrypoint !== undefined) yield `ENTRYPOINT ${JSON.stringify(settings.entrypoint)}`;
	if (settings.command !== undefined) yield `CMD ${JSON.stringify(settings.command)}`;
}

function emptyObjects(names: readonly string[]): Record<string, object> {
	return Object.fromEntries(names.map((name) => [name, {}]));
}
