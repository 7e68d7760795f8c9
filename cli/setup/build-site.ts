/** The part of the set-up that is TypeScript: guest, worker and pages. Run by set-up.mjs, when packages are there. */
import { buildGuest, bundleFolder } from "#emulator/guest/build.ts";
import { unpackGuest } from "#emulator/guest/pack/unpack.ts";
import { buildEditorWorkers } from "../build-editor-workers.ts";
import { buildPreview } from "../build-preview.ts";
import { buildWorker } from "../build-worker.ts";
import { buildPages } from "./build-pages.ts";

// Modes of files that go into images must not depend on who builds.
process.umask(0o022);

try {
	const packed = process.env.SLIPWAY_GUEST ?? "";
	await (packed === "" ? buildGuest() : unpackGuest(packed, bundleFolder));
	await buildWorker();
	await buildPreview();
	await buildEditorWorkers();
	await buildPages();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
