/** Figures: printed as a table, and appended as one JSON object a line to bench/results/latest.jsonl. */
import { appendFileSync, mkdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const RESULTS = fileURLToPath(new URL("./results/", import.meta.url));

export interface Figure {
	/** Such as `boot.prompt_ms`; names are part of the contract with whoever reads the results. */
	readonly metric: string;
	readonly unit: "ms" | "bytes" | "share" | "MB/s" | "points" | "ratio" | "M instructions";
	/** One value for each run. */
	readonly runs: readonly number[];
	/** How the value is formed from the runs; default median. */
	readonly as?: "median" | "p99" | "max" | "min";
	/** What the issue asks for, if it does; smaller is better, but for rates (MB/s) and points. */
	readonly reach?: number;
	readonly aim?: number;
	/** The host measured in, such as `chromium 150`. */
	readonly where: string;
}

/** Of the runs that are not above the value. */
const SHARES = { min: 0, median: 0.5, p99: 0.99, max: 1 } as const;

const table: string[][] = [["metric", "value", "unit", "spread (min..max, n)", "reach", "aim", ""]];

export function report(figure: Figure): void {
	const sorted = figure.runs.toSorted((a, b) => a - b);
	const value = quantile(sorted, SHARES[figure.as ?? "median"]);
	const spread = { min: sorted[0], max: sorted.at(-1), runs: sorted.length };
	mkdirSync(RESULTS, { recursive: true });
	const line = {
		metric: figure.metric,
		value,
		unit: figure.unit,
		median: median(sorted),
		spread,
		where: machine(figure.where),
		when: new Date().toISOString(),
	};
	appendFileSync(`${RESULTS}latest.jsonl`, `${JSON.stringify(line)}\n`);
	table.push([
		figure.metric,
		format(value),
		figure.unit,
		`${format(sorted[0] ?? 0)}..${format(sorted.at(-1) ?? 0)}, ${sorted.length}`,
		figure.reach === undefined ? "" : format(figure.reach),
		figure.aim === undefined ? "" : format(figure.aim),
		verdict(figure, value),
	]);
}

function verdict({ unit, reach, aim }: Figure, value: number): string {
	const asGoodAs = (wanted: number) => (unit === "MB/s" || unit === "points" ? value >= wanted : value <= wanted);
	if (reach === undefined || aim === undefined) return "";
	return asGoodAs(aim) ? "beyond" : asGoodAs(reach) ? "reached" : "missed";
}

export function printTable(): void {
	const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
	for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

export function median(runs: readonly number[]): number {
	return quantile(
		runs.toSorted((a, b) => a - b),
		0.5,
	);
}

/** The value below which that share of the sorted runs lies. */
function quantile(sorted: readonly number[], share: number): number {
	const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
	return sorted[at] ?? Number.NaN;
}

function format(value: number): string {
	if (value >= 1000) return Math.round(value).toLocaleString("en");
	return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}

function machine(where: string): string {
	const [cpu] = cpus();
	return `${where}, ${cpus().length} cores of ${cpu?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB`;
}
