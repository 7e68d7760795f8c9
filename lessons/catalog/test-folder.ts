/** For tests: a whole lesson in a folder of its own, changed in one place, and what is said about it. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type LessonPlaces, readLessons } from "./catalog.ts";
import { LessonError, type Problem } from "./problems.ts";

const lessonsRoom = fileURLToPath(new URL("..", import.meta.url));

export class TestFolder {
	readonly places: LessonPlaces;

	/** With the lesson that authors begin from. */
	constructor() {
		const content = mkdtempSync(join(tmpdir(), "lessons-"));
		onTestFinished(() => rmSync(content, { recursive: true }));
		this.places = { content, helpers: join(lessonsRoom, "tasks", "helpers.sh") };
		this.addLesson("01-first");
	}

	addLesson(folder: string): void {
		cpSync(join(lessonsRoom, "template"), join(this.places.content, folder), { recursive: true });
	}

	/** `path` is below the first lesson. Makes the file, or replaces it. */
	write(path: string, text: string | Uint8Array, mode = 0o755): void {
		const full = this.path(path);
		mkdirSync(dirname(full), { recursive: true });
		writeFileSync(full, text);
		chmodSync(full, mode);
	}

	remove(path: string): void {
		rmSync(this.path(path));
	}

	link(path: string, target: string): void {
		symlinkSync(target, this.path(path));
	}

	path(path: string): string {
		return join(this.places.content, "01-first", path);
	}

	/** Each as `file:line: what / remedy`, with the file's path below the first lesson. */
	async mistakes(): Promise<string[]> {
		try {
			await readLessons(this.places);
			return [];
		} catch (error) {
			if (!(error instanceof LessonError)) throw error;
			return error.problems.map((problem) => this.#words(problem));
		}
	}

	#words({ file, line, what, remedy }: Problem): string {
		const path = relative(this.path(""), join(process.cwd(), file));
		return `${path}${line === undefined ? "" : `:${line}`}: ${what} / ${remedy}`;
	}
}
