/** Saved machines as files. */
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { MachineError } from "#emulator/errors.ts";

/** Where `--keep` leaves the machine when no file is named. */
export function keptStatePath(): string {
	return join(process.env.SLIPWAY_CACHE ?? join(homedir(), ".cache", "slipway"), "kept.slipway");
}

/** The file's bytes, or undefined when it is not there. @throws MachineError `CorruptStateError` when it is no file; the system's errors */
export async function readState(path: string): Promise<Uint8Array | undefined> {
	try {
		// A device such as /dev/full can be read for ever, and must not be replaced by a file.
		if (!(await stat(path)).isFile()) throw new MachineError("CorruptStateError", `${path} is not a file that holds a machine.`);
		return await readFile(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}

/** Replaces the file in one step: a full disk leaves the old one as it was. */
export async function writeState(path: string, state: Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		await writeFile(temporary, state);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
