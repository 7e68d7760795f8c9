/** The lab: the folder of the guest in which a lesson happens. */
import type { Machine } from "#emulator/machine.ts";
import type { LessonFile } from "./lesson.ts";
import { fillIn, type Values } from "./values.ts";

export const LAB_FOLDER = "/root/lab";

/** True for a relative path that stays below the lab: `web/Dockerfile`, and neither `/etc/passwd` nor `../x` nor `a//b`. */
export function isLabPath(path: string): boolean {
	if (path.includes("\0") || path.includes("\\")) return false;
	return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** Puts the files of a lesson into the guest, over what is there under their names. @throws MachineError */
export async function layOutFiles(machine: Machine, files: readonly LessonFile[], values: Values): Promise<void> {
	for (const { path, mode, content } of files) {
		if (!isLabPath(path)) throw new RangeError(`"${path}" is no path of the lab`);
		await machine.files.write(`${LAB_FOLDER}/${path}`, fillIn(content, values), { mode });
	}
}
