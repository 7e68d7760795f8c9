/** What tasks cost and how soon they notice, with the machine in this process. */
import type { EngineApi, Machine } from "#emulator/machine.ts";
import { beginLesson, type GuestLesson, planOf, taskOf } from "#tests/support/guest-lesson.ts";
import { until } from "#tests/support/until.ts";
import { report } from "./report.ts";

const ROUNDS = 9;
const IDLE_MS = 60_000;
/** What begins with a machine, prefetching and a first look by the engine among it, is over by then. */
const SETTLE_MS = 20_000;
const BUSY_SECONDS = 5;
const IMAGE = "busybox";

const where = `node ${process.versions.node}`;

export async function benchLesson(): Promise<void> {
	// As a lesson typically asks: one task has to stay true, one is open, with hints.
	const plan = await planOf([
		[
			taskOf("runs", { mode: "always", check: "container_running web" }),
			taskOf("never", { check: "container_running db", hints: ["container_exists db", "image_exists postgres"] }),
		],
	]);
	const lesson = await beginLesson(plan);
	try {
		await lesson.until("the lesson is active", ({ phase }) => phase === "active");
		await run(lesson.machine(), `docker create --name web ${IMAGE} sleep 100000`);
		const times: number[] = [];
		for (let round = 0; round < ROUNDS; round++) times.push(await noticeMs(lesson));
		report({ metric: "task.notice_ms_p50", unit: "ms", runs: times, reach: 1500, aim: 700, where });
		await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
		report({
			metric: "task.idle_share",
			unit: "share",
			runs: [await idleShare(lesson.machine())],
			reach: 0.03,
			aim: 0.01,
			where,
		});
	} finally {
		await lesson.dispose();
	}
}

/** From the engine's word that the container runs until the task is shown as passed. */
async function noticeMs(lesson: GuestLesson): Promise<number> {
	const machine = lesson.machine();
	const started = await nextEvent(machine.engine, "start");
	const starting = run(machine, "docker start web");
	await started();
	const startedMs = performance.now();
	await lesson.until("the task is passed", ({ tasks }) => tasks.runs?.status === "passed");
	const ms = performance.now() - startedMs;
	await starting;
	await run(machine, "docker stop -t 0 web");
	await lesson.until("the task is open again", ({ tasks }) => tasks.runs?.status === "open");
	return ms;
}

/** Listens from now on. */
async function nextEvent(engine: EngineApi, event: string): Promise<() => Promise<void>> {
	const filters = encodeURIComponent(JSON.stringify({ event: [event] }));
	const reader = (await engine.request({ path: `/events?filters=${filters}` })).body.getReader();
	return async () => {
		await reader.read();
		await reader.cancel();
	};
}

/** All that the guest executes while nobody does anything, as a share of what it could. The container runs: that is part of being idle. */
async function idleShare(machine: Machine): Promise<number> {
	await run(machine, "docker start web");
	await until("the machine is quiet", async () => (await instructionsIn(machine, 1000)) < 2e6, 60_000);
	const idle = await instructionsIn(machine, IDLE_MS);
	const before = (await machine.stats()).instructions;
	const startedMs = performance.now();
	await run(machine, `timeout ${BUSY_SECONDS} bash -c 'while :; do :; done'; true`);
	const busyPerMs = ((await machine.stats()).instructions - before) / (performance.now() - startedMs);
	return idle / IDLE_MS / busyPerMs;
}

async function instructionsIn(machine: Machine, ms: number): Promise<number> {
	const before = (await machine.stats()).instructions;
	await new Promise((resolve) => setTimeout(resolve, ms));
	return (await machine.stats()).instructions - before;
}

async function run(machine: Machine, command: string): Promise<void> {
	const { code } = await (await machine.exec(command)).exit;
	if (code !== 0) throw new Error(`"${command}" ended with ${code}`);
}
