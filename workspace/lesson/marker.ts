/**
 * What of a lesson this machine has seen, noted in the guest: it goes wherever the machine goes, also into a saved state and out of it
 * again. Outside the lab, and on the disk: a reboot does not begin a lesson anew.
 */
import * as z from "zod/mini";
import { MachineError } from "#emulator/errors.ts";
import type { GuestFiles } from "#emulator/machine.ts";

const MARKER = "/var/lib/slipway/lesson.json";

const markerSchema = z.object({
	slug: z.string(),
	/** Steps that were begun, by id: their set-up has run. */
	steps: z.array(z.string()),
});

export type Marker = Readonly<z.infer<typeof markerSchema>>;

/** Undefined when no lesson has begun, or the note is not one of ours. @throws MachineError when the guest does not answer. */
export async function readMarker(files: GuestFiles): Promise<Marker | undefined> {
	try {
		const text = new TextDecoder().decode(await files.read(MARKER));
		return markerSchema.safeParse(JSON.parse(text)).data;
	} catch (thrown) {
		if (thrown instanceof SyntaxError) return undefined;
		if (thrown instanceof MachineError && thrown.name === "GuestFileError") return undefined;
		throw thrown;
	}
}

/** @throws MachineError */
export async function writeMarker(files: GuestFiles, marker: Marker): Promise<void> {
	await files.write(MARKER, JSON.stringify(marker));
}
