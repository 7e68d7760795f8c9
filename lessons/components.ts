/** What compiled prose is made of: the page gives a component for each name. `{{value}}` in any text of a property is still to be filled in. */
import type { ComponentType, PropsWithChildren } from "react";
import type { BlockName, BlockProps } from "./blocks.ts";

/** Made by the compiler from plain Markdown; authors do not write these tags. */
export interface MadeBlocks {
	/** What stands before the first heading of second level. */
	readonly Introduction: object;
	/** A heading of second level and all that follows up to the next one. The heading itself, an `h2`, is the first of its children. */
	readonly Step: StepProps;
	/** A value of this reader. */
	readonly Value: { readonly name: string };
	/** A `sh run` fence: its children are `Command`s. `text` is all of it, to copy. */
	readonly Commands: { readonly text: string };
	/** One command, without its line ending. `text` is what is typed (on one line); the children are the same in colour. */
	readonly Command: { readonly text: string };
	/** Any other fence with a language: to read and copy. The children are the text in colour. */
	readonly CodeBlock: { readonly language: string; readonly text: string };
	/** A `text` fence: output as seen in a terminal. */
	readonly Output: { readonly text: string };
	/** A fence with `file=`: a file of the lab. */
	readonly FileBlock: FileBlockProps;
}

export interface StepProps {
	readonly id: string;
	readonly title: string;
	/** Counts from 1. */
	readonly number: number;
	/** Of the heading, for `aria-labelledby`. */
	readonly headingId: string;
}

export interface FileBlockProps {
	/** Below /root/lab. */
	readonly path: string;
	readonly language: string;
	readonly text: string;
	/** The author wants to offer to write this content into the file. */
	readonly write: boolean;
}

type Components<Props> = { readonly [Name in keyof Props]: ComponentType<PropsWithChildren<Props[Name]>> };

export type LessonComponents = Components<{ [Name in BlockName]: BlockProps<Name> }> & Components<MadeBlocks>;
