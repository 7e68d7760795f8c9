/** The blocks that an author may write in prose, and their properties. docs/authoring.md is made from these descriptions. */
import * as z from "zod";
import { slugPattern } from "./names.ts";

export interface Block {
	/** What it is for, in a sentence. */
	readonly summary: string;
	readonly props: z.ZodObject;
	/** True: it stands within a sentence. Others stand on lines of their own. */
	readonly inline?: boolean;
	/** What stands between its tags. */
	readonly holds: "prose" | "nothing";
	/** The block that it has to stand directly in. */
	readonly inside?: string;
	/** Blocks that have to stand directly in it, and how many. */
	readonly needs?: { readonly block: string; readonly least: number; readonly most?: number };
	readonly example: string;
}

const slug = z.string().regex(slugPattern, "must be lower-case words joined by hyphens");
const text = z.string().trim().min(1, "must not be empty");

/** Names of containers and images in `<Live>`, with values for parts of them. */
const reference = "(?:[A-Za-z0-9._/:@-]|\\{\\{[A-Za-z0-9]+\\}\\})+";
const livePattern = new RegExp(
	`^(containers\\.(running|total)|images\\.total|host\\.(uptime|memory|kernel|processes)|container:${reference}\\.(pid|memory|ip)|image:${reference}\\.(size|layers))$`,
);

export const blocks = {
	Task: {
		summary: "A task: its title, whether it is done, what is still missing, its hint, its solution. The prose says what to do.",
		props: z.strictObject({ id: slug.describe("A task of the front matter; each stands in the prose exactly once") }),
		holds: "prose",
		example: '<Task id="run">\nStart a container named `web` in the background.\n</Task>',
	},
	Hint: {
		summary: "Something that a reader may unfold when stuck, or curious.",
		props: z.strictObject({ title: text.describe("What unfolding it answers") }),
		holds: "prose",
		example: '<Hint title="Why does it end at once?">\nA container lives as long as its first process.\n</Hint>',
	},
	Quiz: {
		summary: "A question with an explained answer. Prose before its choices is shown with the question.",
		props: z.strictObject({
			id: slug.describe("Names it in people's progress; unique in the lesson"),
			question: text.describe("One sentence"),
			kind: z
				.enum(["single", "multiple", "text"], "must be `single`, `multiple` or `text`")
				.describe("One right choice, any number of them, or a text that the reader types"),
			answer: text
				.optional()
				.describe("For `text`: a regular expression that the whole answer has to match; case and outer spaces do not count"),
		}),
		holds: "prose",
		example:
			'<Quiz id="ends-when" question="When does a container end?" kind="single">\n' +
			'<Choice correct why="The first process is the container’s reason to be.">When its first process ends</Choice>\n' +
			'<Choice why="A closed terminal only stops you watching.">When you close the terminal</Choice>\n</Quiz>',
	},
	Choice: {
		summary: "One answer to choose. In a `text` quiz: not used.",
		props: z.strictObject({
			correct: z.boolean().optional().describe("Written without a value: this one is right"),
			why: text.describe("Why it is right or wrong; shown when the quiz is answered"),
		}),
		holds: "prose",
		inside: "Quiz",
		example: '<Choice correct why="Tags are pointers; digests are not.">By its digest</Choice>',
	},
	Callout: {
		summary: "A remark beside the main line of thought.",
		props: z.strictObject({
			kind: z
				.enum(["note", "tip", "warning", "mistake"], "must be `note`, `tip`, `warning` or `mistake`")
				.describe("`mistake`: what everybody does wrong once, and how to mend it"),
			title: text.optional().describe("Instead of the kind's own word"),
		}),
		holds: "prose",
		example: '<Callout kind="mistake" title="Port already allocated">\nTwo containers cannot publish one port.\n</Callout>',
	},
	Term: {
		inline: true,
		summary: "A term of the field where it is first used, with its definition to look up.",
		props: z.strictObject({ name: text.describe("The term as it stands in the sentence") }),
		holds: "prose",
		example: 'You start a container from an <Term name="image">A read-only stack of files, and how to start them.</Term>.',
	},
	Figure: {
		summary: "A drawing of components/lesson/figures.",
		props: z.strictObject({
			name: slug.describe("Of the drawing"),
			alt: text.describe("What it shows, for those who do not see it"),
			caption: text.optional().describe("Below it"),
		}),
		holds: "nothing",
		example: '<Figure name="layers" alt="Three layers, each on the one below; a container adds a thin one on top." />',
	},
	Compare: {
		summary: "Two things side by side.",
		props: z.strictObject({
			leftTitle: text.describe("Above the left side"),
			rightTitle: text.describe("Above the right side"),
		}),
		holds: "prose",
		needs: { block: "Side", least: 2, most: 2 },
		example:
			'<Compare leftTitle="Virtual machine" rightTitle="Container">\n<Side>\nA kernel of its own.\n</Side>\n<Side>\nThe kernel of its host.\n</Side>\n</Compare>',
	},
	Side: {
		summary: "One side of a comparison: the left one, then the right one.",
		props: z.strictObject({}),
		holds: "prose",
		inside: "Compare",
		example: "<Side>\nA kernel of its own.\n</Side>",
	},
	JustHappened: {
		summary: "What the engine did just now, with figures from this very machine.",
		props: z.strictObject({ title: text.optional().describe("Instead of “What just happened”") }),
		holds: "prose",
		example: '<JustHappened>\nYour container is process <Live value="container:web.pid" /> of the machine.\n</JustHappened>',
	},
	Live: {
		inline: true,
		summary: "A figure of the reader's machine, kept up to date; a dash while it is not known.",
		props: z.strictObject({
			value: z
				.string()
				.regex(
					livePattern,
					"must be one of containers.running, containers.total, images.total, host.uptime, host.memory, host.kernel, host.processes, container:NAME.pid, container:NAME.memory, container:NAME.ip, image:REF.size, image:REF.layers",
				)
				.describe(
					"`containers.running`, `containers.total`, `images.total`, `host.uptime`, `host.memory`, `host.kernel`, `host.processes`, `container:NAME.pid`, `container:NAME.memory`, `container:NAME.ip`, `image:REF.size`, `image:REF.layers`",
				),
		}),
		holds: "nothing",
		example: '<Live value="image:busybox.size" />',
	},
	LabTable: {
		summary: "A CSV file of the lab as a table that follows the file.",
		props: z.strictObject({
			file: text.describe("Below /root/lab, such as `comparison.csv`"),
			caption: text.describe("What the table shows"),
		}),
		holds: "nothing",
		example: '<LabTable file="comparison.csv" caption="What you measured" />',
	},
} as const satisfies Record<string, Block>;

export type BlockName = keyof typeof blocks;
export type BlockProps<Name extends BlockName> = z.infer<(typeof blocks)[Name]["props"]>;
