/** Tells how the packages of a build differ from the lock file. */
import type { LockedPackage } from "./lock.ts";

interface Row extends Pick<LockedPackage, "name" | "version" | "sha256"> {
	/** What the package is for; the same one may be there for several. */
	readonly use: string;
}

/** A table for people, or an empty string when nothing differs. */
export function describeDrift(lock: readonly Row[], actual: readonly Row[]): string {
	const rows = [...changes(lock, actual)];
	if (rows.length === 0) return "";
	const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
	const table = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(width(column))).join("  ")}`.trimEnd());
	return table.join("\n");
}

function* changes(lock: readonly Row[], actual: readonly Row[]): Generator<[string, string, string]> {
	const key = (entry: Row): string => `${entry.use} ${entry.name}`;
	const before = new Map(lock.map((entry) => [key(entry), entry]));
	const after = new Map(actual.map((entry) => [key(entry), entry]));
	yield* header(before, after);
	for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
		const old = before.get(name);
		const now = after.get(name);
		if (old?.sha256 === now?.sha256) continue;
		const same = old !== undefined && old.version === now?.version;
		yield [
			(old ?? now)?.name ?? "",
			old?.version ?? "(not there)",
			same ? "same version, other content" : (now?.version ?? "(gone)"),
		];
	}
}

function* header(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): Generator<[string, string, string]> {
	const differs = before.size !== after.size || [...before].some(([name, entry]) => after.get(name)?.sha256 !== entry.sha256);
	if (differs) yield ["package", "locked", "now"];
}
