/**
 * Lighthouse's judgement of a page. It is 200 packages large, which is too much to install for everybody: whoever wants these figures
 * installs it anywhere and names its command in SLIPWAY_LIGHTHOUSE, such as /opt/lighthouse/node_modules/.bin/lighthouse.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { report } from "./report.ts";

const RUNS = 3;
const RUN_WITHIN_MS = 120_000;

const categories = { performance: "performance", accessibility: "accessibility", "best-practices": "best_practices" } as const;
const answerSchema = z.object({ categories: z.record(z.string(), z.object({ score: z.number() })) });

export async function benchLighthouse(address: string, where: string): Promise<void> {
	const command = process.env.SLIPWAY_LIGHTHOUSE ?? "";
	if (command === "") {
		console.error("  Lighthouse is left out: SLIPWAY_LIGHTHOUSE names no command (bench/lighthouse.ts tells more).");
		return;
	}
	const runs: Awaited<ReturnType<typeof runOnce>>[] = [];
	for (let run = 0; run < RUNS; run++) runs.push(await runOnce(command, address));
	for (const [category, name] of Object.entries(categories)) {
		const scores = runs.map((run) => Math.round((run[category]?.score ?? 0) * 100));
		report({ metric: `lighthouse.${name}`, unit: "points", runs: scores, reach: 95, aim: 100, where });
	}
}

async function runOnce(command: string, address: string) {
	const folder = await mkdtemp(join(tmpdir(), "slipway-lighthouse-"));
	try {
		const answer = join(folder, "answer.json");
		const flags = ["--headless=new", "--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
		const options = [
			"--quiet",
			"--preset=desktop",
			"--output=json",
			`--output-path=${answer}`,
			`--chrome-flags=${flags.join(" ")}`,
		];
		await promisify(execFile)(command, [address, ...options, `--only-categories=${Object.keys(categories).join(",")}`], {
			env: { ...process.env, CHROME_PATH: process.env.SLIPWAY_CHROMIUM ?? "/usr/bin/chromium" },
			timeout: RUN_WITHIN_MS,
		});
		return answerSchema.parse(JSON.parse(await readFile(answer, "utf8"))).categories;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
