/** What a machine bundle consists of. One bundle = one v86, one kernel, one root, one snapshot; `digest` names the whole. */
import * as z from "zod";
import { MachineError } from "../errors.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.int().nonnegative();

/** A stored file, fetched whole: `chunks/<sha256>`; its content is zstd-compressed when `rawBytes` is larger than `storedBytes`. */
export const partSchema = z.strictObject({
	sha256: sha256.describe("Digest of the stored (compressed) bytes; also the file's name"),
	storedBytes: bytes.describe("Length as stored and transferred"),
	rawBytes: bytes.describe("Length after decompression"),
});

export const manifestSchema = z.strictObject({
	format: z.literal(1),
	digest: sha256.describe("Digest of the bundle: of this manifest without this field"),
	v86Version: z.string().describe("The npm version of v86 that made the snapshot and must run it"),
	memoryBytes: bytes.describe("Guest memory; the snapshot only fits this size"),
	commandLine: z.string().describe("Kernel command line of a cold boot"),
	wasm: partSchema.describe("The emulator: v86.wasm of that version"),
	interpreter: partSchema.describe("Our interpreter of the guest's code, which v86 calls"),
	network: partSchema.describe("The network stack at the other end of the guest's cable: lwIP as WebAssembly"),
	bios: partSchema,
	kernel: partSchema,
	root: z
		.strictObject({
			diskBytes: bytes,
			chunkBytes: bytes.describe("Raw length of every chunk but the last"),
			chunks: z.array(partSchema.nullable()).describe("In disk order; null is all zeros"),
			prefetch: z.array(z.int().nonnegative()).describe("Chunk numbers in the order of first use after the prompt"),
		})
		.describe("The read-only root file system (erofs)"),
	data: z
		.strictObject({
			diskBytes: bytes,
			chunkBytes: bytes,
			chunks: z.array(partSchema.nullable()).describe("The empty file system a cold boot starts from; almost all zeros"),
		})
		.describe("The writable disk (ext4): Docker's data and the changes to the root"),
	snapshot: z
		.strictObject({
			rawBytes: bytes,
			headBytes: bytes.describe("Length of what lies before the first block of the state"),
			places: partSchema.describe("In which order the state's blocks are stored"),
			parts: z.array(partSchema).describe("In order; decompressed, joined and put back in place they are v86's saved state"),
		})
		.describe("The machine right after its engine was ready"),
	versions: z.record(z.string(), z.string()).describe("What is inside, for people: docker, containerd, linux, debian…"),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Part = z.infer<typeof partSchema>;

/** @throws MachineError `BundleMissingError` when `json` is not a manifest of this form */
export function parseManifest(json: unknown): Manifest {
	const parsed = manifestSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new MachineError("BundleMissingError", "The machine bundle's manifest cannot be read.", {
		detail: z.prettifyError(parsed.error).slice(0, 500),
	});
}
