/** One lesson from the disk: everything that can be wrong with it, or all that is made of it. */
import { join, relative } from "node:path";
import type { Root } from "mdast";
import { visit } from "unist-util-visit";
import { isLabPath } from "../lab.ts";
import type { LessonFile, LessonPlan, LessonSummary, LessonTask } from "../lesson.ts";
import { slugPattern } from "../names.ts";
import type { FrontMatter } from "../schema.ts";
import type { SolutionLine } from "../solution-line.ts";
import { stringProp } from "./block-props.ts";
import { checkBlocks } from "./check-blocks.ts";
import { checkSecrecy, checkTaskPlaces, checkTaskScripts, type TaskPlace } from "./check-plan.ts";
import { checkProse } from "./check-prose.ts";
import { checkTasks } from "./check-tasks.ts";
import { checkValues } from "./check-values.ts";
import { readFrontMatter } from "./front-matter.ts";
import type { Problem } from "./problems.ts";
import { parseProse } from "./prose.ts";
import { type FolderFile, readFolder } from "./read-folder.ts";
import { readText } from "./read-text.ts";
import { readScripts, type TaskScripts } from "./scripts.ts";
import { readSolution } from "./solution.ts";
import { checkSteps, type FoundStep, findSteps, isBlock, lineOf } from "./steps.ts";

export interface Lesson {
	/** Absolute. */
	readonly folder: string;
	/** For messages. */
	readonly file: string;
	readonly summary: LessonSummary;
	readonly meta: FrontMatter;
	readonly plan: LessonPlan;
	readonly prose: Root;
	readonly solutions: ReadonlyMap<string, readonly SolutionLine[]>;
	readonly scripts: ReadonlyMap<string, TaskScripts>;
	/** The line of a field of the front matter, for messages. */
	readonly lineOf: (path: readonly PropertyKey[]) => number;
}

const folderPattern = /^(\d\d)-(.+)$/;

/** `problems` without `lesson`, or the other way round. @throws the system's errors */
export async function readLesson(
	folder: string,
	helpers: string,
): Promise<{ readonly lesson?: Lesson; readonly problems: readonly Problem[] }> {
	const problems: Problem[] = [];
	const file = relative(process.cwd(), join(folder, "lesson.mdx"));
	const [, number, slug = ""] = folderPattern.exec(folder.split(/[\\/]/).at(-1) ?? "") ?? [];
	if (number === undefined || !slugPattern.test(slug)) {
		const what = "The folder's name is not that of a lesson.";
		problems.push({ file: relative(process.cwd(), folder), what, remedy: "Name it with two digits and words: `07-volumes`." });
	}
	const all = await readFolder(folder);
	const main = all.find(({ path }) => path === "lesson.mdx");
	const text = main === undefined ? undefined : readText(main, problems);
	if (main === undefined) {
		problems.push({
			file,
			what: "The lesson has no text.",
			remedy: "Write it: `npx slipway lesson new` makes a whole lesson to begin from.",
		});
	}
	problems.push(...strangers(all));
	if (text === undefined) return { problems };

	const { meta, lineOf: lineOfField, prose: proseText, problems: wrongFields } = readFrontMatter(text, file);
	problems.push(...wrongFields);
	const parsed = parseProse(proseText, file);
	if ("problem" in parsed) problems.push(parsed.problem);
	const root = "root" in parsed ? parsed.root : undefined;
	const steps = root === undefined ? [] : findSteps(root);
	if (root !== undefined) problems.push(...checkSteps(root, steps, file), ...checkProse(root, file), ...checkBlocks(root, file));
	const files = labFiles(all, problems);
	if (meta === undefined) return { problems };

	const { scripts, problems: wrongScripts } = readScripts(
		inFolder(all, "tasks/"),
		meta.tasks.map(({ id }) => id),
	);
	problems.push(...checkTasks(meta, file, lineOfField), ...wrongScripts, ...checkTaskScripts(meta, scripts, file, lineOfField));
	if (root !== undefined) problems.push(...checkTaskPlaces(meta, taskPlaces(root), file, lineOfField));
	problems.push(...checkValues(text, file, meta.values));
	for (const { path, content } of files)
		problems.push(...checkValues(content, relative(process.cwd(), join(folder, "files", path)), meta.values));
	const solutions = new Map<string, readonly SolutionLine[]>();
	for (const [id, { check, solve, fail, setup, hints }] of scripts) {
		for (const script of [check, solve, fail, setup, ...hints]) {
			if (script !== undefined) problems.push(...checkValues(script.text, script.file, meta.values));
		}
		if (solve === undefined) continue;
		const solution = readSolution(solve);
		problems.push(...solution.problems);
		solutions.set(id, solution.lines);
	}
	const plan = planOf(slug, meta, steps, files, scripts, helpers);
	problems.push(...checkSecrecy(plan, solutions, scripts));
	if (problems.length > 0 || root === undefined) return { problems };
	const summary = summaryOf(Number(number), meta, plan);
	return { lesson: { folder, file, summary, meta, plan, prose: root, solutions, scripts, lineOf: lineOfField }, problems };
}

function planOf(
	slug: string,
	meta: FrontMatter,
	steps: readonly FoundStep[],
	files: readonly LessonFile[],
	scripts: ReadonlyMap<string, TaskScripts>,
	helpers: string,
): LessonPlan {
	const tasks = meta.tasks.map(({ timeLimitSeconds, ...task }): LessonTask => {
		const { check, fail, setup, hints = [] } = scripts.get(task.id) ?? {};
		return {
			...task,
			timeLimitMs: timeLimitSeconds * 1000,
			check: check?.text ?? "",
			hints: hints.map(({ text }) => text),
			...(fail !== undefined && { fail: fail.text }),
			...(setup !== undefined && { setup: setup.text }),
		};
	});
	const { version, title, values } = meta;
	const plainSteps = steps.map(({ id, title, taskIds }) => ({ id, title, taskIds }));
	return { slug, version, title, values, steps: plainSteps, files, tasks, helpers };
}

function summaryOf(number: number, meta: FrontMatter, plan: LessonPlan): LessonSummary {
	const { tasks, values, ...fields } = meta;
	const points = tasks.reduce((sum, task) => sum + task.points, 0);
	const short = tasks.map(({ id, title, points }) => ({ id, title, points }));
	return { ...fields, slug: plan.slug, number, steps: plan.steps, tasks: short, points };
}

function labFiles(all: readonly FolderFile[], problems: Problem[]): LessonFile[] {
	return inFolder(all, "files/").flatMap((file) => {
		if (!isLabPath(file.path)) {
			const remedy = "Rename it: letters, digits, dots and hyphens.";
			problems.push({ file: file.shownPath, what: "The name of this file means something to a path.", remedy });
			return [];
		}
		const content = readText(file, problems);
		return content === undefined ? [] : [{ path: file.path, mode: file.executable ? 0o755 : 0o644, content }];
	});
}

function taskPlaces(root: Root): TaskPlace[] {
	const places: TaskPlace[] = [];
	let inStep = false;
	visit(root, (node) => {
		if (node.type === "heading" && node.depth === 2) inStep = true;
		const id = isBlock(node) && node.name === "Task" ? stringProp(node, "id") : undefined;
		if (id !== undefined) places.push({ id, line: lineOf(node), inStep });
	});
	return places;
}

function inFolder(files: readonly FolderFile[], folder: string): FolderFile[] {
	return files.filter(({ path }) => path.startsWith(folder)).map((file) => ({ ...file, path: file.path.slice(folder.length) }));
}

function strangers(files: readonly FolderFile[]): Problem[] {
	return files
		.filter(({ path }) => path !== "lesson.mdx" && !path.startsWith("files/") && !path.startsWith("tasks/"))
		.map(({ shownPath }) => ({
			file: shownPath,
			what: "A lesson consists of lesson.mdx, files/ and tasks/; this is none of them.",
			remedy: "Move it into one of the two folders, or out of the lesson.",
		}));
}
