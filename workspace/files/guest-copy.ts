/** What the guest has at a place of the lab: text to edit, something else, or nothing. */
import { MachineError } from "#emulator/errors.ts";
import type { FileEntry, GuestFiles } from "#emulator/machine.ts";
import { foldersAbove, inGuest } from "./paths.ts";
import { LARGEST_TEXT_BYTES, type Unshown } from "./state.ts";

export type GuestCopy =
	| { readonly kind: "text"; readonly text: string; readonly mode: number }
	| Unshown
	| { readonly kind: "nothing" };

/** @throws MachineError when the guest cannot tell. */
export async function readGuestCopy(files: GuestFiles, path: string): Promise<GuestCopy> {
	try {
		// A folder on the way that is a link may lead out of the lab.
		for (const folder of foldersAbove(path)) {
			const entry = await files.stat(inGuest(folder));
			if (entry.type === "symlink") return { kind: "unshown", why: "link", sizeBytes: entry.sizeBytes };
		}
		const entry = await files.stat(inGuest(path));
		const other = unshown(entry);
		if (other) return other;
		const bytes = await readAtMost(await files.readStream(inGuest(path)), LARGEST_TEXT_BYTES);
		// It grew while it was read.
		if (!bytes) return { kind: "unshown", why: "large", sizeBytes: (await files.stat(inGuest(path))).sizeBytes };
		const text = decodeText(bytes);
		if (text === undefined) return { kind: "unshown", why: "binary", sizeBytes: bytes.length };
		return { kind: "text", text, mode: entry.mode };
	} catch (thrown) {
		if (isErrno(thrown, "ENOENT", "ENOTDIR")) return { kind: "nothing" };
		throw thrown;
	}
}

export function isErrno(thrown: unknown, ...names: readonly string[]): thrown is MachineError {
	return thrown instanceof MachineError && thrown.name === "GuestFileError" && names.includes(thrown.detail);
}

/** The text in UTF-8; undefined for what is none. A byte order mark stays, so that a file is written as it was. */
function decodeText(bytes: Uint8Array): string | undefined {
	if (bytes.includes(0)) return undefined;
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function unshown({ type, sizeBytes }: FileEntry): Unshown | undefined {
	const why = {
		directory: "folder",
		symlink: "link",
		other: "other",
		file: sizeBytes > LARGEST_TEXT_BYTES ? "large" : undefined,
	} as const satisfies Record<FileEntry["type"], Unshown["why"] | undefined>;
	return why[type] && { kind: "unshown", why: why[type], sizeBytes };
}

/** undefined when there is more. A file of /proc or one that grows for ever says nothing true about its size. */
async function readAtMost(stream: ReadableStream<Uint8Array>, limitBytes: number): Promise<Uint8Array | undefined> {
	const reader = stream.getReader();
	const pieces: Uint8Array[] = [];
	let length = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		length += value.length;
		if (length > limitBytes) {
			await reader.cancel();
			return undefined;
		}
		pieces.push(value);
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
