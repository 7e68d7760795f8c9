/** The images that this site's registry has, for completing FROM. */
import * as z from "zod/mini";

const indexShape = z.object({
	repositories: z.record(z.string(), z.object({ description: z.optional(z.string()), tags: z.record(z.string(), z.string()) })),
});

export interface SiteImage {
	/** As after FROM: `nginx`. */
	readonly name: string;
	readonly description: string;
	readonly tags: readonly string[];
}

let asked: Promise<readonly SiteImage[]> | undefined;

/** Asked for once. None when the site cannot give them now: then nothing is completed, and it is asked again at the next key. */
export async function siteImages(): Promise<readonly SiteImage[]> {
	asked ??= fetchImages();
	try {
		return await asked;
	} catch {
		asked = undefined;
		return [];
	}
}

async function fetchImages(): Promise<readonly SiteImage[]> {
	const answer = await fetch("/registry/index.json");
	if (!answer.ok) throw new Error(`/registry/index.json: ${answer.status}`);
	const { repositories } = indexShape.parse(await answer.json());
	return Object.entries(repositories).map(([name, { description = "", tags }]) => ({
		name: name.replace(/^library\//, ""),
		description,
		tags: Object.keys(tags),
	}));
}
