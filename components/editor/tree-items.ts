/** The lab's folders as items of the tree. */
import { join, nameOf } from "#workspace/files/paths.ts";
import type { Entry, Folder } from "#workspace/files/state.ts";

/** A line instead of what is not shown. */
export const MORE = "more";

export interface TreeItem {
	readonly name: string;
	readonly kind: Entry["kind"] | typeof MORE;
}

type Folders = ReadonlyMap<string, Folder>;

/** With a slash in front: the tree keeps objects by id, and a file may be called `__proto__`. */
export function idOf(path: string): string {
	return `/${path}`;
}

export function pathOf(id: string): string {
	return id.slice(1);
}

export const LAB_ID = idOf("");
/** No file has NUL in its name. */
const MORE_NAME = "\0more";

export function treeChildren(folders: Folders, id: string): string[] {
	const path = pathOf(id);
	const folder = folders.get(path);
	if (!folder) return [];
	const children = folder.entries.map(({ name }) => idOf(join(path, name)));
	return folder.hiddenCount > 0 || folder.state === "failed" ? [...children, idOf(join(path, MORE_NAME))] : children;
}

export function itemAt(folders: Folders, id: string): TreeItem {
	const path = pathOf(id);
	if (path === "") return { name: "lab", kind: "folder" };
	const name = nameOf(path);
	const above = folders.get(path.slice(0, Math.max(0, path.length - name.length - 1)));
	if (name === MORE_NAME) {
		const hidden = above?.hiddenCount ?? 0;
		return { name: hidden > 0 ? `${hidden.toLocaleString("en")} more, not shown` : "cannot be read", kind: MORE };
	}
	return { name, kind: above?.entries.find((entry) => entry.name === name)?.kind ?? "other" };
}
