/** Files of the guest on their way to this computer, read while they are written there. */
import type { GuestFiles } from "#emulator/machine.ts";
import { inGuest, join, nameOf } from "./paths.ts";

export interface Download {
	/** Safe as the name of a file on any computer. */
	readonly name: string;
	readonly content: ReadableStream<Uint8Array>;
}

/** One file as it is, or a folder as a zip; "" is the whole lab. @throws MachineError */
export async function download(files: GuestFiles, path: string): Promise<Download> {
	const { type } = await files.stat(inGuest(path));
	const name = safeName(path === "" ? "lab" : nameOf(path));
	if (type !== "directory") return { name, content: await files.readStream(inGuest(path)) };
	// Rarely wanted: fetched when it is.
	const { makeZip } = await import("client-zip");
	return { name: `${name}.zip`, content: makeZip(zipEntries(files, path)) };
}

/** One after the other, as the zip takes them. Links are left out: they mean something in the guest alone. */
async function* zipEntries(files: GuestFiles, top: string) {
	const waiting = [top];
	for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
		const entries = await files.list(inGuest(folder));
		const inZip = (name: string) => join(folder, name).slice(top === "" ? 0 : top.length + 1);
		if (entries.length === 0 && folder !== top) yield { name: `${folder.slice(top === "" ? 0 : top.length + 1)}/` };
		for (const { name, type, mode, modifiedMs } of entries) {
			if (type === "directory") waiting.push(join(folder, name));
			if (type !== "file") continue;
			const input = await files.readStream(inGuest(join(folder, name)));
			yield { name: inZip(name), input, lastModified: new Date(modifiedMs), mode };
		}
	}
}

/** What Windows, macOS and Linux all take: no control characters, none that mean something in a path, no dot in front. */
function safeName(name: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	const plain = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, "_").replace(/^\.+|[. ]+$/g, "");
	return plain === "" ? "file" : plain.slice(0, 120);
}
