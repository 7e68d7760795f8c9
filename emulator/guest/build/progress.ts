/** What the build shows: which step runs, how far it is, and how long such a step took before. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./cache.ts";

export interface StepProgress {
	/** `fraction` from 0 to 1, when it can be told. */
	update(note: string, fraction?: number): void;
	done(note: string): void;
}

const redrawMs = 200;
/** Without a terminal (CI, a log file) each line stays, so they are rare. */
const lineMs = 15_000;

export function startProgress(title: string, expectedMs: number): StepProgress {
	const startedAt = performance.now();
	const interactive = process.stdout.isTTY === true;
	let note = "";
	let fraction: number | undefined;
	process.stdout.write(`${title} (took ${formatDuration(expectedMs)} before)\n`);

	function draw(): void {
		const elapsedMs = performance.now() - startedAt;
		const far = fraction === undefined ? "" : ` ${Math.floor(fraction * 100)} %`;
		const text = `    ${formatDuration(elapsedMs)}${far} ${note}`;
		process.stdout.write(interactive ? `\r\x1b[K${text.slice(0, (process.stdout.columns ?? 80) - 1)}` : `${text}\n`);
	}
	const timer = setInterval(draw, interactive ? redrawMs : lineMs);
	timer.unref();
	return {
		update(newNote, newFraction) {
			note = newNote;
			fraction = newFraction;
		},
		done(lastNote) {
			clearInterval(timer);
			const text = `    ${lastNote} (${formatDuration(performance.now() - startedAt)})\n`;
			process.stdout.write(interactive ? `\r\x1b[K${text}` : text);
		},
	};
}

function formatDuration(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 1) return `${Math.round(ms)} ms`;
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function formatBytes(bytes: number): string {
	return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** How long a step of this kind took on this machine, or undefined when it never ran here. */
export function rememberedDurationMs(step: string): number | undefined {
	return readDurations()[step];
}

export async function rememberDuration(step: string, ms: number): Promise<void> {
	const file = durationsFile();
	await mkdir(path.dirname(file), { recursive: true });
	const scratch = `${file}.${randomUUID()}`;
	await writeFile(scratch, JSON.stringify({ ...readDurations(), [step]: Math.round(ms) }, null, "\t"));
	await rename(scratch, file);
}

function durationsFile(): string {
	return path.join(cacheFolder(), "durations.json");
}

function readDurations(): Record<string, number> {
	try {
		const parsed: unknown = JSON.parse(readFileSync(durationsFile(), "utf8"));
		if (typeof parsed !== "object" || parsed === null) return {};
		return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
	} catch {
		// Absent or damaged: only a courtesy to the reader is lost.
		return {};
	}
}
