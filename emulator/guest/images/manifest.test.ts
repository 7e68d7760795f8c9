import { expect, test } from "vitest";
import { sha256 } from "../build/digest.ts";
import type { ImagePackage } from "./image-lock.ts";
import { describeImage, versionOf } from "./manifest.ts";
import type { Image } from "./recipe.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const base: Image = {
	id: "base",
	title: "Base",
	suite: "trixie",
	packages: ["libc"],
	version: "13",
	tags: () => ["13"],
	settings: { environment: { LANG: "C.UTF-8" }, command: ["bash"] },
};
const web: Image = {
	id: "web",
	title: "Web",
	from: base,
	suite: "trixie",
	packages: ["web"],
	version: { of: "web" },
	tags: () => ["latest"],
	settings: { environment: { PORT: "80" }, command: ["web"], ports: ["80/tcp"], volumes: ["/data"], stopSignal: "SIGQUIT" },
};
const packages: ImagePackage[] = ["libc", "web"].map((name) => ({
	suite: "trixie",
	name,
	version: "1:2.3-4",
	architecture: "i386",
	sha256: "0".repeat(64),
	in: [name],
}));
const layers = [
	{ blob: { digest: digest("a"), bytes: 10 }, createdBy: "first" },
	{ blob: { digest: digest("b"), bytes: 20 }, createdBy: "second" },
];

test("The manifest names the configuration and the layers by what they are", () => {
	const { config, manifest } = describeImage(web, layers, packages);
	expect(JSON.parse(manifest)).toEqual({
		schemaVersion: 2,
		mediaType: "application/vnd.oci.image.manifest.v1+json",
		config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: `sha256:${sha256(config)}`, size: config.length },
		layers: [
			{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: digest("a"), size: 10 },
			{ mediaType: "application/vnd.oci.image.layer.v1.tar", digest: digest("b"), size: 20 },
		],
	});
});

test("A container gets the settings of the image over those of what it is built on", () => {
	const config = JSON.parse(describeImage(web, layers, packages).config);
	expect(config).toMatchObject({
		architecture: "386",
		os: "linux",
		rootfs: { type: "layers", diff_ids: [digest("a"), digest("b")] },
	});
	expect(config.config).toMatchObject({
		Env: [expect.stringMatching(/^PATH=/), "LANG=C.UTF-8", "PORT=80"],
		Cmd: ["web"],
		ExposedPorts: { "80/tcp": {} },
		Volumes: { "/data": {} },
		StopSignal: "SIGQUIT",
	});
	expect(config.config.Entrypoint).toBeUndefined();
});

test("The history has as many steps with a layer as there are layers", () => {
	const { history } = JSON.parse(describeImage(web, layers, packages).config);
	expect(history.filter((step: { empty_layer?: boolean }) => step.empty_layer !== true).length).toBe(layers.length);
});

test("The labels say who built it from what, in which version", () => {
	const { Labels } = JSON.parse(describeImage(web, layers, packages).config).config;
	expect(Labels).toMatchObject({
		"org.opencontainers.image.title": "Web",
		"org.opencontainers.image.version": "2.3",
		"org.opencontainers.image.description": expect.stringContaining("not the Docker Official Image"),
		"slipway.packages": "web=1:2.3-4",
	});
});

test("A version of a package that is not inside is an error", () => {
	expect(() => versionOf({ ...web, version: { of: "nothing" } }, packages)).toThrow("does not install");
});
