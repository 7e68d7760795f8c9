import type { Project } from "#workspace/share/project.ts";

/** A project to begin with, in a folder of its own below the lab. */
export interface Starter {
	/** The name of its folder. */
	readonly id: string;
	readonly title: string;
	/** One sentence: what it shows. */
	readonly text: string;
	readonly project: Project;
	/** The file to look at first. */
	readonly open: string;
	/** In order; each can be typed at the prompt of a fresh terminal. */
	readonly steps: readonly { readonly text: string; readonly command: string }[];
}
