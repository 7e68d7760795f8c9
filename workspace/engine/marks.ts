/** What an event makes out of date. */
import type * as z from "zod/mini";
import type { engineEvent } from "./answers.ts";

/** What has to be read again: `null` is all of a kind. */
export interface Marks {
	containers: Set<string> | null;
	networks: Set<string> | null;
	volumes: Set<string> | null;
	/** They are listed as a whole: tags move from one to another. */
	images: boolean;
}

/** They change nothing that is shown. */
const HARMLESS = /^(exec_|attach|detach|resize|top|copy|archive-path|extract-to-dir|export|kill|mount|unmount|push|save)/;

export function noMarks(): Marks {
	return { containers: new Set(), networks: new Set(), volumes: new Set(), images: false };
}

export function everything(): Marks {
	return { containers: null, networks: null, volumes: null, images: true };
}

export function isEmpty({ containers, networks, volumes, images }: Marks): boolean {
	return containers?.size === 0 && networks?.size === 0 && volumes?.size === 0 && !images;
}

/** Adds to `marks` what `event` touches. */
export function mark(marks: Marks, { Type: type, Action: action, Actor: actor }: z.infer<typeof engineEvent>): void {
	if (HARMLESS.test(action)) return;
	if (action === "prune") {
		if (type === "container") marks.containers = null;
		if (type === "network") marks.networks = null;
		if (type === "volume") marks.volumes = null;
		if (type === "image") marks.images = true;
		return;
	}
	switch (type) {
		case "container":
			if (action === "commit") marks.images = true;
			else marks.containers?.add(actor.ID);
			break;
		case "network": {
			marks.networks?.add(actor.ID);
			const container = actor.Attributes?.container;
			if (container !== undefined) marks.containers?.add(container);
			break;
		}
		case "volume":
			marks.volumes?.add(actor.ID);
			break;
		case "image":
			marks.images = true;
			break;
	}
}
