/** `next build`, when the sources have changed since the last one. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { CommandFailedError, runCommand } from "#emulator/guest/build/command.ts";
import { digestOfPaths, sha256 } from "#emulator/guest/build/digest.ts";
import { rememberDuration, rememberedDurationMs, startProgress } from "#emulator/guest/build/progress.ts";
import { exists } from "#emulator/guest/build/step.ts";

/** What `next build` reads. Of emulator/ all but the guest, which only leaves files in public/machine. */
const rooms = ["app", "components", "workspace", "preview", "lessons", "server"];
const files = ["next.config.ts", "mdx-components.tsx", "package.json", "package-lock.json", "tsconfig.json"];

export async function buildPages(): Promise<void> {
	const stamp = path.join(repositoryFolder, ".next", "slipway-digest");
	const digest = await digestOfSources();
	if ((await readFile(stamp, "utf8").catch(() => "")) === digest) return;
	const progress = startProgress("→ building the pages", rememberedDurationMs("pages") ?? 40_000);
	const startedAt = performance.now();
	try {
		const next = path.join(repositoryFolder, "node_modules/next/dist/bin/next");
		await runCommand(process.execPath, [next, "build"], {
			cwd: repositoryFolder,
			env: { NEXT_TELEMETRY_DISABLED: "1" },
			onLine: (line) => progress.update(line.trim().slice(0, 80)),
		});
	} catch (error) {
		progress.done("failed");
		// Next's own account of a mistake in a page is longer than the last lines.
		throw error instanceof CommandFailedError
			? new Error(`${error.message}\n"npx next build" shows it all.`, { cause: error })
			: error;
	}
	await writeFile(stamp, digest);
	await rememberDuration("pages", performance.now() - startedAt);
	progress.done("done");
}

async function digestOfSources(): Promise<string> {
	const emulator = (await readdir(path.join(repositoryFolder, "emulator"))).filter((name) => name !== "guest").sort();
	const candidates = [...rooms, ...files, ...emulator.map((name) => `emulator/${name}`)].map((name) =>
		path.join(repositoryFolder, name),
	);
	const present: string[] = [];
	for (const file of candidates) if (await exists(file)) present.push(file);
	const settings = process.env.SLIPWAY_PREVIEW_ORIGIN ?? "";
	return sha256(`${process.version} ${settings} ${await digestOfPaths(present)}`);
}
