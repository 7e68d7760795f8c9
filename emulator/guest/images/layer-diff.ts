/** What one layer changes: two lists of a tree (list.sh), compared as the OCI image specification wants changes told. */

/** Everything about each entry but its time, by path. */
export type TreeList = ReadonlyMap<string, string>;

/** @param text as list.sh prints it */
export function parseTreeList(text: string): TreeList {
	const end = text.indexOf("\0\0");
	// An empty tree has nothing before the empty entry.
	const [entries, digests] = end < 0 ? ["", text.slice(1)] : [text.slice(0, end), text.slice(end + 2)];
	const digestOf = new Map<string, string>();
	for (const line of digests.split("\0").filter(Boolean)) digestOf.set(line.slice(66), line.slice(0, 64));
	const list = new Map<string, string>();
	for (const line of entries.split("\0").filter(Boolean)) {
		const [, facts, path, target] = /^(\S \S+ \S+ \S+) ([^\t]*)\t(.*)$/s.exec(line) ?? [];
		if (facts === undefined || path === undefined) throw new Error(`a line of the list is not understood: ${line}`);
		if (facts.startsWith("f") && !digestOf.has(path)) throw new Error(`${path} is a file without a digest`);
		list.set(path, `${facts} ${target} ${digestOf.get(path) ?? ""}`);
	}
	return list;
}

/**
 * The names of a layer's entries, sorted: what is new or changed, the folders that lead there (an unpacker would otherwise make up
 * their owners and modes), and `.wh.` names for what is gone.
 */
export function layerEntries(before: TreeList, after: TreeList): string[] {
	const names = new Set<string>();
	function addWithParents(name: string): void {
		names.add(name);
		const parent = parentOf(name);
		if (parent !== "" && !names.has(parent)) addWithParents(parent);
	}
	for (const [name, facts] of after) if (before.get(name) !== facts) addWithParents(name);
	for (const name of before.keys()) {
		const parent = parentOf(name);
		// What was in a folder that is gone, or that is no folder any more, goes with it.
		if (after.has(name) || (parent !== "" && !after.get(parent)?.startsWith("d"))) continue;
		addWithParents(parent === "" ? `.wh.${name}` : `${parent}/.wh.${name.slice(parent.length + 1)}`);
	}
	// By bytes, and parents before what is in them: "a" before "a/b" before "a-b".
	const key = (name: string): string => name.replaceAll("/", "\0");
	return [...names].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function parentOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}
