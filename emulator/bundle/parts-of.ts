import type { Manifest, Part } from "./manifest.ts";

/** Every part once, in the order in which a machine wants them. */
export function partsOf(manifest: Manifest): Part[] {
	const { wasm, interpreter, network, bios, kernel, snapshot, root, data } = manifest;
	const chunks = [...root.chunks, ...data.chunks].filter((part) => part !== null);
	const bySha256 = new Map(
		[wasm, interpreter, network, bios, kernel, snapshot.places, ...snapshot.parts, ...chunks].map((part) => [part.sha256, part]),
	);
	return [...bySha256.values()];
}
