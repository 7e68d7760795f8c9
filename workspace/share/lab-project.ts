/** A project out of the lab folder of the guest, and into it. */
import { asMachineError } from "#emulator/errors.ts";
import type { FileEntry, Machine } from "#emulator/machine.ts";
import { LAB_FOLDER } from "#lessons/lab.ts";
import type { MachineSource } from "../machine-source.ts";
import { MOST_CHARACTERS, MOST_FILES, type Project, type ProjectFile, parseProject, sizeOf } from "./project.ts";

const MAY_BE_RUN = 0o100;

/** The machine, as soon as there is one that takes calls. @throws the signal's reason */
export function untilMachine(machines: MachineSource, signal: AbortSignal): Promise<Machine> {
	return new Promise((resolve, reject) => {
		function look(): void {
			const machine = machines.current();
			if (!machine && !signal.aborted) return;
			stop();
			signal.removeEventListener("abort", look);
			if (machine && !signal.aborted) resolve(machine);
			else reject(signal.reason);
		}
		const stop = machines.subscribe(look);
		signal.addEventListener("abort", look);
		look();
	});
}

/** Writes the files below the lab, over those of their names. @throws MachineError */
export async function placeProject(machine: Machine, project: Project): Promise<void> {
	for (const { path, content, run } of parseProject(project).files) {
		await machine.files.write(`${LAB_FOLDER}/${path}`, content, { mode: run ? 0o755 : 0o644 });
	}
}

/** Paths of the project that the lab has already. @throws MachineError */
export async function alreadyThere(machine: Machine, project: Project): Promise<readonly string[]> {
	const found = await Promise.all(project.files.map(({ path }) => exists(machine, `${LAB_FOLDER}/${path}`)));
	return project.files.filter((_, index) => found[index]).map(({ path }) => path);
}

async function exists(machine: Machine, path: string): Promise<boolean> {
	try {
		await machine.files.stat(path);
		return true;
	} catch (thrown) {
		const { detail } = asMachineError(thrown, "GuestFileError");
		if (detail === "ENOENT" || detail === "ENOTDIR") return false;
		throw thrown;
	}
}

/** All text files of the lab. @throws Error, with a sentence for the person, when they are no project for a link. */
export async function collectProject(machine: Machine): Promise<Project> {
	const files: ProjectFile[] = [];
	await collect(machine, "", files);
	if (files.length === 0) throw new Error("The lab folder, /root/lab, has no files yet.");
	return parseProject({ files });
}

async function collect(machine: Machine, folder: string, files: ProjectFile[]): Promise<void> {
	for (const entry of await machine.files.list(`${LAB_FOLDER}/${folder}`)) {
		const path = `${folder}${entry.name}`;
		if (entry.type === "directory") await collect(machine, `${path}/`, files);
		// Links are left out: what they lead to is in the lab under its own name, or does not belong to it.
		if (entry.type === "file") files.push(await readFile(machine, path, entry));
		if (files.length > MOST_FILES) throw new Error(`The lab has more than ${MOST_FILES} files, too many for a link.`);
		if (sizeOf(files) > MOST_CHARACTERS) throw tooLarge();
	}
}

async function readFile(machine: Machine, path: string, { sizeBytes, mode }: FileEntry): Promise<ProjectFile> {
	// A character takes a byte at least.
	if (sizeBytes > MOST_CHARACTERS * 4) throw tooLarge();
	try {
		const content = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
			await machine.files.read(`${LAB_FOLDER}/${path}`),
		);
		return mode & MAY_BE_RUN ? { path, content, run: true } : { path, content };
	} catch (thrown) {
		if (thrown instanceof TypeError) throw new Error(`${path} is no text; a link carries text files only.`, { cause: thrown });
		throw thrown;
	}
}

function tooLarge(): Error {
	return new Error(`The lab's files are too large for a link: ${MOST_CHARACTERS / 1000},000 characters is the most.`);
}
