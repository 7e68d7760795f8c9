/** Which pages of files are in the guest's memory: what the snapshot carries of the programs on the root disk. */
import { readFile } from "node:fs/promises";
import type { Machine } from "../../machine.ts";
import { inGuest } from "./guest-shell.ts";

const PROGRAM = "/tmp/slipway-resident";
const LIST = "/tmp/slipway-resident.list";

/** Where programs and their data lie. What Docker keeps on the data disk is in the snapshot anyway. */
const FOLDERS = "/usr /etc";

/** Of running programs, after the eviction: it leaves what was used this very moment. */
const MOST_MAPPED_KIB = 16 * 1024;

/** How much is read around a page that is missing. Programs keep what was set when they were started. */
export async function setReadAhead(machine: Machine, kibibytes: number): Promise<void> {
	await inGuest(machine, `echo ${kibibytes} > /sys/block/sda/queue/read_ahead_kb`);
}

/** Takes everything out of memory that can be read from the disk again, running programs too. @throws when much is left */
export async function evictFiles(machine: Machine): Promise<void> {
	// More is asked for than there is, so the kernel always says in the end that it found too little.
	await inGuest(
		machine,
		"sync; echo 3 > /proc/sys/vm/drop_caches; echo 512M > /sys/fs/cgroup/memory.reclaim 2>/dev/null || true",
	);
	const mappedKib = Number(await inGuest(machine, "awk '/^Mapped:/ { print $2 }' /proc/meminfo"));
	if (!(mappedKib < MOST_MAPPED_KIB)) throw new Error(`The guest still maps ${mappedKib} KiB of files.`);
}

/** Leaves `slipway-resident` in the guest, until its /tmp is emptied. */
export async function bringResident(machine: Machine, programPath: string): Promise<void> {
	await machine.files.write(PROGRAM, await readFile(programPath), { mode: 0o755 });
}

/** Lines of first page, number of pages, path. */
export async function listResidentPages(machine: Machine): Promise<string> {
	return await inGuest(machine, `${PROGRAM} list ${FOLDERS}`);
}

/** Brings in what `listResidentPages` told, and nothing around it. */
export async function loadResidentPages(machine: Machine, list: string): Promise<void> {
	await machine.files.write(LIST, new TextEncoder().encode(list));
	await inGuest(machine, `${PROGRAM} load < ${LIST} && rm ${PROGRAM} ${LIST}`);
}
