import type { LessonComponents } from "#lessons/components.ts";
import { Callout } from "./callout.tsx";
import { CodeBlock, Output } from "./code-block.tsx";
import { Command, Commands } from "./commands.tsx";
import { Compare, Side } from "./compare.tsx";
import { Figure } from "./figure.tsx";
import { FileBlock } from "./file-block.tsx";
import { Hint } from "./hint.tsx";
import { JustHappened } from "./just-happened.tsx";
import { LabTable } from "./lab-table.tsx";
import { Live } from "./live.tsx";
import { Choice, Quiz } from "./quiz.tsx";
import { Introduction, Step } from "./step.tsx";
import { Task } from "./task.tsx";
import { Term } from "./term.tsx";
import { Value } from "./value.tsx";

/** What each block of a lesson's prose is on the page. */
export const lessonComponents = {
	Introduction,
	Step,
	Value,
	Commands,
	Command,
	CodeBlock,
	Output,
	FileBlock,
	Task,
	Hint,
	Quiz,
	Choice,
	Callout,
	Term,
	Figure,
	Compare,
	Side,
	JustHappened,
	Live,
	LabTable,
} satisfies LessonComponents;
