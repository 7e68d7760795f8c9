/** A CSV file as people write it by hand or with `echo`: commas, quotes around cells that need them, any line ending. */

/** Rows of cells; lines with nothing in them are left out. At most `most` rows. */
export function readCsv(text: string, most: number): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	// A quoted cell (`""` in it is a quote), or one without quotes, and what ends it.
	for (const [, quoted, plain = "", end] of text.matchAll(/(?:[ \t]*"((?:[^"]|"")*)"[^,\r\n]*|([^,\r\n]*))(,|\r?\n|\r|$)/g)) {
		row.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
		if (end === ",") continue;
		if (row.some((cell) => cell !== "")) rows.push(row);
		row = [];
		if (end === "" || rows.length === most) break;
	}
	return rows;
}
