import { csvParseRows } from "d3-dsv";

/** Rows of cells of a CSV file as people write it by hand; lines with nothing in them are left out. At most `most` rows. */
export function readCsv(text: string, most: number): string[][] {
	const rows = csvParseRows(text, (row) => row.map((cell) => cell.trim()));
	return rows.filter((row) => row.some((cell) => cell !== "")).slice(0, most);
}
