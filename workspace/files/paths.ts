/** Paths below the lab folder, as `web/Dockerfile`. The lab itself is "". */
import { LAB_FOLDER } from "#lessons/lab.ts";

export function inGuest(path: string): string {
	return path === "" ? LAB_FOLDER : `${LAB_FOLDER}/${path}`;
}

/** undefined for a path that is not in the lab. */
export function inLab(guestPath: string): string | undefined {
	if (guestPath === LAB_FOLDER) return "";
	return guestPath.startsWith(`${LAB_FOLDER}/`) ? guestPath.slice(LAB_FOLDER.length + 1) : undefined;
}

export function folderOf(path: string): string {
	const at = path.lastIndexOf("/");
	return at < 0 ? "" : path.slice(0, at);
}

export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}

export function join(folder: string, name: string): string {
	return folder === "" ? name : `${folder}/${name}`;
}

/** Whether `path` is `folder`, or below it. */
export function isWithin(path: string, folder: string): boolean {
	return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** The folders on the way to `path`, the outermost first, without the lab and without itself. */
export function foldersAbove(path: string): string[] {
	const parts = path.split("/").slice(0, -1);
	return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Why `path` cannot be the place of a file in the lab; undefined when it can. */
export function pathProblem(path: string): "empty" | "outside" | "forbidden" | "long" | undefined {
	const parts = path.split("/");
	if (path === "" || parts.some((part) => part === "")) return "empty";
	if (parts.some((part) => part === "." || part === "..")) return "outside";
	if (path.includes("\0")) return "forbidden";
	if (parts.some((part) => new TextEncoder().encode(part).length > 255)) return "long";
	return undefined;
}
