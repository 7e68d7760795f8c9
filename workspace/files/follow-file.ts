/** The text of one file of the lab for somebody who only reads it: a table, a figure. */
import type { Machine } from "#emulator/machine.ts";
import { readGuestCopy } from "./guest-copy.ts";

export interface FollowedFile {
	/** The file may have changed, or there is a machine again. */
	look(): void;
	stop(): void;
}

/** Tells the text when it is known, and each time it is another; null for a file that is not there or is no text. */
export function followFile(
	path: string,
	machine: () => Machine | undefined,
	listener: (text: string | null) => void,
): FollowedFile {
	let told: string | null | undefined;
	let wanted = false;
	let reading = false;
	let stopped = false;

	async function read(): Promise<void> {
		if (reading) return;
		reading = true;
		for (let at = machine(); at && wanted && !stopped; at = machine()) {
			wanted = false;
			// What cannot be read now is asked for again at the next change; the listener keeps what it has.
			const copy = await readGuestCopy(at.files, path).catch(() => undefined);
			const text = copy && (copy.kind === "text" ? copy.text : null);
			if (text === undefined || text === told || stopped) continue;
			told = text;
			listener(text);
		}
		reading = false;
	}

	function look(): void {
		wanted = true;
		void read();
	}

	look();
	return {
		look,
		stop() {
			stopped = true;
		},
	};
}
