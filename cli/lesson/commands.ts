/** `slipway lesson`: what an author of lessons needs. */
import { type Command, InvalidArgumentError } from "commander";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";
import { checkCommand } from "./check.ts";
import { lintCommand } from "./lint.ts";
import { newCommand } from "./new.ts";
import { previewCommand } from "./preview.ts";

export function addLessonCommands(program: Command): void {
	const lesson = program.command("lesson").description("write lessons, and prove that they can be done (docs/authoring.md)");
	const { content } = lessonPlaces(repositoryFolder);

	lesson
		.command("new")
		.description("make a small whole lesson to begin from")
		.argument("<name>", "lower-case words joined by hyphens, such as volumes-that-last")
		.option("--content <folder>", "among the lessons in this folder", content)
		.action(newCommand);

	lesson
		.command("check")
		.description("prove lessons: in a fresh machine each task is not done, then done by its solution")
		.argument("[names...]", "without them, all")
		.option("--seed <text>", "the reader whose values the lessons get", "proof")
		.option("--bundle <folder>", "use the machine bundle in this folder", BUNDLE_FOLDER)
		.option("--content <folder>", "the lessons in this folder", content)
		.action(checkCommand);

	lesson
		.command("lint")
		.description("look for dead links, unknown images, commands that do not parse, and the like; without a machine")
		.argument("[names...]", "without them, all")
		.option("--content <folder>", "the lessons in this folder", content)
		.action(lintCommand);

	lesson
		.command("preview")
		.description("show a lesson in the browser while it is written")
		.argument("<name>", "of the lesson")
		.option("--port <number>", "serve the site on this port, previews on the next", port, 3000)
		.action(previewCommand);
}

function port(text: string): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < 1 || number > 65534) throw new InvalidArgumentError("It must be a number from 1 to 65534.");
	return number;
}
