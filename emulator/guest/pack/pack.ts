/** `npm run guest:pack`: bundle, images and Debian packages as one archive, for machines that should not build it themselves. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { parseManifest } from "../../bundle/manifest.ts";
import { runCommand } from "../build/command.ts";
import { formatBytes } from "../build/progress.ts";
import { buildGuest, bundleFolder } from "../build.ts";

/** Builds what is missing, and writes `slipway-guest-<start of the digest>.tar` into the current folder. */
export async function packGuest(): Promise<void> {
	await buildGuest();
	const manifest = parseManifest(JSON.parse(await readFile(path.join(bundleFolder, "manifest.json"), "utf8")));
	const archive = path.resolve(`slipway-guest-${manifest.digest.slice(0, 12)}.tar`);
	// Plain tar: the chunks are compressed already.
	const fixed = ["--format=gnu", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=2025-01-01T00:00:00Z"];
	const machine = [`--directory=${bundleFolder}`, "manifest.json", "chunks"];
	const beside = [`--directory=${path.dirname(bundleFolder)}`, "registry", "debian"];
	await runCommand("tar", [...fixed, "--create", `--file=${archive}`, ...machine, ...beside]);
	console.log(`${archive} (${formatBytes((await stat(archive)).size)}). To use it: SLIPWAY_GUEST=<file or URL> npm start`);
}
