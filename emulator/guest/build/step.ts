/** One step of the build: its inputs name its result, and a result that is already in the cache is not made again. */
import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./cache.ts";
import { type CommandOptions, runAsRoot, runCommand } from "./command.ts";
import { sha256 } from "./digest.ts";
import { rememberDuration, rememberedDurationMs, startProgress } from "./progress.ts";

export interface Step {
	/** Also the name of its folder in the cache. */
	readonly name: string;
	/** What it does, for people: `building the kernel`. */
	readonly title: string;
	/** Everything that decides the result: digests of files, versions, digests of other steps. */
	readonly inputs: Readonly<Record<string, string>>;
	/** On a machine where it never ran: what it took on two cores. */
	readonly typicalSeconds: number;
	/** Puts the result into `work.folder`. */
	build(work: Work): Promise<void>;
}

export interface Work {
	/** Empty at first; becomes the result when `build` has settled. */
	readonly folder: string;
	/** For intermediate files; removed afterwards. */
	readonly scratch: string;
	update(note: string, fraction?: number): void;
	run(command: string, args: readonly string[], options?: CommandOptions): Promise<string>;
	runAsRoot(command: string, args: readonly string[], options?: CommandOptions): Promise<string>;
}

export interface Built {
	readonly folder: string;
	readonly digest: string;
}

/** Old results of a step that are kept beside the newest ones, for switching between branches. */
const keptResults = 3;

export async function runStep(step: Step): Promise<Built> {
	const digest = sha256(JSON.stringify([step.name, Object.entries(step.inputs).sort()]));
	const stepFolder = path.join(cacheFolder(), step.name);
	const folder = path.join(stepFolder, digest.slice(0, 16));
	if (await exists(folder)) {
		const now = new Date();
		await utimes(folder, now, now);
		return { folder, digest };
	}

	const making = path.join(stepFolder, `making-${process.pid}-${randomUUID().slice(0, 8)}`);
	const result = path.join(making, "result");
	const scratch = path.join(making, "scratch");
	await mkdir(result, { recursive: true });
	await mkdir(scratch);
	const logFile = path.join(stepFolder, "last.log");
	await rm(logFile, { force: true });

	const progress = startProgress(`→ ${step.title}`, rememberedDurationMs(step.name) ?? step.typicalSeconds * 1000);
	const startedAt = performance.now();
	try {
		await step.build({
			folder: result,
			scratch,
			update: progress.update,
			run: (command, args, options) => runCommand(command, args, { logFile, ...options }),
			runAsRoot: (command, args, options) => runAsRoot(command, args, { logFile, ...options }),
		});
		await publish(result, folder);
		await rememberDuration(step.name, performance.now() - startedAt);
		progress.done("done");
	} catch (error) {
		progress.done("failed");
		throw error;
	} finally {
		// Its files may belong to users that only exist inside the namespace, so it is removed from there.
		await runAsRoot("rm", ["-rf", making]);
	}
	await removeOldResults(stepFolder);
	return { folder, digest };
}

/** A rename, so that a half-made result is never found. Another build of the same inputs may have been faster: then its result stands. */
async function publish(result: string, folder: string): Promise<void> {
	try {
		await rename(result, folder);
	} catch (error) {
		if (!(await exists(folder))) throw error;
	}
}

async function removeOldResults(stepFolder: string): Promise<void> {
	const all = await readdir(stepFolder);
	// Left by builds that were killed.
	const abandoned = all.filter((name) => name.startsWith("making-") && !isRunning(Number(name.split("-")[1])));
	for (const name of abandoned) await runAsRoot("rm", ["-rf", path.join(stepFolder, name)]);
	const names = all.filter((name) => /^[0-9a-f]{16}$/.test(name));
	const results = await Promise.all(
		names.map(async (name) => ({ name, usedMs: (await stat(path.join(stepFolder, name))).mtimeMs })),
	);
	const old = results.sort((a, b) => b.usedMs - a.usedMs).slice(keptResults);
	for (const { name } of old) await rm(path.join(stepFolder, name), { recursive: true, force: true });
}

function isRunning(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		// Another user's process may not be signalled, but it is there.
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

export async function exists(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	);
}
