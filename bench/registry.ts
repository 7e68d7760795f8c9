/** How long pulling and pushing take, as whoever types the commands sees it. */
import { SandboxPage } from "#tests/support/sandbox-page.ts";
import { inChromium, newContext } from "./in-chromium.ts";
import { PageTypist } from "./page-typist.ts";
import { report } from "./report.ts";

/** 31.5 MB compressed and 107 MB unpacked, in three layers. */
const IMAGE = "registry";
const RUNS = 3;
const WITHIN_MS = 240_000;

export async function benchRegistry(): Promise<void> {
	await inChromium(async ({ site, browser, where }) => {
		const sandbox = new SandboxPage(await (await newContext(browser)).newPage());
		await sandbox.open(site.origin);
		const { pull, unpacking } = await pulls(sandbox);
		report({ metric: "registry.pull_30mb_ms", unit: "ms", runs: pull, reach: 15_000, aim: 8000, where });
		// Of the time of a pull, that in which layers were unpacked.
		report({ metric: "registry.pull_unpacking_share", unit: "share", runs: unpacking, where });
		const runs = await pushes(sandbox);
		report({ metric: "registry.push_10mb_ms", unit: "ms", runs, reach: 8000, aim: 4000, where });
	});
}

/** Of an image whose layers the engine does not have, from Enter to the next prompt. */
async function pulls(sandbox: SandboxPage): Promise<{ pull: number[]; unpacking: number[] }> {
	const typist = new PageTypist(sandbox);
	const figures: { pull: number[]; unpacking: number[] } = { pull: [], unpacking: [] };
	for (let run = 0; run < RUNS; run++) {
		figures.pull.push(await typist.timed(`docker pull ${IMAGE}`, /^Status: Downloaded newer image/m));
		await sandbox.run(`docker rmi ${IMAGE}`, WITHIN_MS);
		figures.unpacking.push(await shareOfUnpacking(sandbox));
		await sandbox.run(`docker rmi ${IMAGE}`, WITHIN_MS);
	}
	return figures;
}

/** Of a layer that the registry does not have, likewise. */
async function pushes(sandbox: SandboxPage): Promise<number[]> {
	const typist = new PageTypist(sandbox);
	const times: number[] = [];
	await sandbox.run("docker login -u learner -p containers registry.lab");
	for (let run = 0; run < RUNS; run++) {
		const name = `registry.lab/learner/ten:${run}`;
		await sandbox.run(`head -c 10M /dev/urandom >ten && tar c ten | docker import - ${name} && rm ten`, WITHIN_MS);
		times.push(await typist.timed(`docker push ${name}`, /digest: sha256:/));
	}
	return times;
}

/**
 * Layers are unpacked one after the other, each once it has come: the times between. Bash has the time without starting a program, which
 * would take longer than what it measures.
 */
async function shareOfUnpacking(sandbox: SandboxPage): Promise<number> {
	const stamped = `while IFS= read -r line; do echo "at $EPOCHREALTIME $line"; done`;
	const screen = await sandbox.run(`(echo Begin; docker pull ${IMAGE}) | ${stamped}`, WITHIN_MS);
	const events = [...screen.matchAll(/^at ([\d.]+) (?:([0-9a-f]{12}): )?(.*)$/gm)].map(([, at, layer, event]) => ({
		at: Number(at),
		layer,
		event,
	}));
	const beganAt = events[0]?.at;
	const endedAt = events.at(-1)?.at;
	const unpacked = events.filter(({ event }) => event === "Pull complete");
	if (beganAt === undefined || endedAt === undefined || unpacked.length === 0)
		throw new Error(`docker pull told too little:\n${screen}`);
	let seconds = 0;
	let before = beganAt;
	for (const { at, layer } of unpacked) {
		const came = events.find((other) => other.layer === layer && other.event === "Download complete")?.at ?? before;
		seconds += at - Math.max(came, before);
		before = at;
	}
	return seconds / (endedAt - beganAt);
}
