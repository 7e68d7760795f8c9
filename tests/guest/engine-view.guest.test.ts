/** The engine view beside a real engine: after each command it has what `docker inspect` says, no more and no less. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { createEngineView, type EngineView } from "#workspace/engine/engine-view.ts";
import type { EngineViewState } from "#workspace/engine/model.ts";
import { engineTruth, shownBy } from "../support/engine-truth.ts";
import { until } from "../support/until.ts";

/** From the end of a command until its events have been followed. */
const FOLLOWED_WITHIN_MS = 30_000;
const BACK_WITHIN_MS = 90_000;

const DOCKERFILE = 'FROM busybox\\nRUN echo one > /one\\nRUN true\\nENV A=b\\nCMD ["sh"]\\n';
const COMPOSE = [
	"name: fleet",
	"services:",
	"  front: { image: busybox, command: sleep 1000, stop_grace_period: 0s, networks: [deck], volumes: ['hold:/hold'] }",
	"  back: { image: busybox, command: sleep 1000, stop_grace_period: 0s, networks: [deck] }",
	"networks: { deck: {} }",
	"volumes: { hold: {} }",
].join("\\n");

const COMPOSE_FOLDER = `mkdir -p c && cd c && printf "${COMPOSE}" > compose.yaml`;

const COMMANDS = [
	"docker run -d --name web -p 8080:80 -v data:/data -v /root/lab:/lab:ro busybox sleep 1000",
	"docker stop -t 0 web",
	"docker start web",
	"docker pause web",
	"docker unpause web",
	"docker network create harbour",
	"docker network connect --alias quay harbour web",
	"docker network disconnect harbour web",
	"docker volume create spare",
	"docker rename web page",
	"docker exec page touch /data/x",
	"docker update --restart always page",
	"docker tag busybox mine:1",
	`mkdir -p b && cd b && printf '${DOCKERFILE}' > Dockerfile && docker build -t built .`,
	"cd b && echo RUN echo two >> Dockerfile && docker build .",
	"docker commit page committed",
	"docker rmi mine:1",
	"docker run --rm busybox true",
	"docker run --name failed busybox sh -c 'exit 3' || true",
	"docker create --name waiting --memory 20m built",
	`${COMPOSE_FOLDER} && docker compose up -d`,
	`${COMPOSE_FOLDER} && docker compose down --volumes`,
	"docker kill -s STOP page; docker kill page",
	"docker rm -f page failed waiting",
	"docker image prune -f",
	"docker network rm harbour && docker volume rm spare data",
] as const;

describe("The engine view", { timeout: 8 * 60_000 }, () => {
	let machine: Machine;
	let view: EngineView;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
		const page = { visible: true, subscribe: () => () => {} };
		view = createEngineView({ machines: { current: () => machine, subscribe: () => () => {} }, page });
	});
	afterAll(async () => {
		view?.dispose();
		await machine?.dispose();
	});

	async function shell(command: string): Promise<string> {
		const { stdout, stderr, code } = await run(machine, command);
		if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr}`);
		return stdout;
	}

	function followed(what: string, holds: (state: EngineViewState) => boolean, withinMs = FOLLOWED_WITHIN_MS): Promise<void> {
		return until(what, async () => holds(view.store.getState()), withinMs);
	}

	it("follows a run of commands without missing or inventing anything", async () => {
		const stop = view.watch(["objects"]);
		await followed("the lists are there", ({ ready }) => ready);
		const histories = new Map<string, string[]>();
		for (const command of COMMANDS) {
			await shell(command);
			const expected = await engineTruth(shell, histories);
			await until(
				`the view has followed: ${command}`,
				async () => JSON.stringify(shownBy(view.store.getState())) === JSON.stringify(expected),
				FOLLOWED_WITHIN_MS,
			).catch(() => {});
			expect(shownBy(view.store.getState()), command).toEqual(expected);
		}
		// Each layer has its instruction, the empty one of `RUN true` too.
		const built = view.store.getState().images.find(({ tags }) => tags.includes("built:latest"));
		expect(built?.layers.slice(-2).map(({ instruction, sizeBytes }) => [instruction, sizeBytes])).toEqual([
			[expect.stringContaining("echo one > /one"), 4],
			[expect.stringContaining("true"), 0],
		]);
		expect(built?.history.at(-1)?.layer).toBeNull();
		stop();
	});

	it("sees a container's processes among those of the host, and what it takes", async () => {
		const stop = view.watch(["objects", "figures"]);
		const id = (await shell("docker run -d --name busy busybox sh -c 'while :; do :; done'")).trim();
		await followed("it takes the processor", ({ use }) => (use[id]?.processorShare ?? 0) > 0.3);
		const { processes, use, host } = view.store.getState();
		const inside = processes.filter(({ containerId }) => containerId === id);
		expect(inside).toMatchObject([{ name: "sh", pids: [Number(view.live("container:busy.pid")), 1] }]);
		expect(use[id]).toMatchObject({ processes: 1 });
		expect(use[id]?.memoryBytes).toBeGreaterThan(50_000);
		expect(use[id]?.memoryBytes).toBeLessThan(20_000_000);
		expect(host?.kernel).toBe((await shell("uname -r")).trim());
		// The look itself is not in what it sees.
		expect(processes.filter(({ name }) => name === "grep")).toEqual([]);
		expect(processes.some(({ name, kernel }) => name === "kthreadd" && kernel)).toBe(true);
		expect(processes.some(({ name, kernel }) => name === "dockerd" && !kernel)).toBe(true);
		await shell("docker rm -f busy");
		stop();
		const before = view.store.getState();
		await new Promise((resolve) => setTimeout(resolve, 5000));
		// Nobody watches: nothing is read.
		expect(view.store.getState()).toBe(before);
	});

	it("notes what docker asked for each command, and nothing of what the page asked", async () => {
		view.clearRequests();
		const stop = view.watch(["requests"]);
		await shell("docker run --rm --name asked busybox echo hi");
		await shell("docker inspect nobody || true");
		await shell(`${COMPOSE_FOLDER} && docker compose ps`);
		await machine.engine.request({ path: "/_ping?page=1" });
		await followed("the last one is noted", ({ requests }) => requests.some(({ command }) => command === "docker compose ps"));
		await followed("all have ended", ({ requests }) => requests.every(({ state }) => state !== "open" && state !== "stream"));
		const { requests } = view.store.getState();
		const of = (command: string) =>
			requests
				.filter((one) => one.command === command)
				.map(({ method, path, status }) => `${method} ${path.replace(/^\/v[\d.]+|\?.*/g, "")} ${status}`);
		const ran = of("docker run --rm --name asked busybox echo hi");
		expect(ran[0]).toBe("HEAD /_ping 200");
		expect(ran).toContain("POST /containers/create 201");
		expect(ran.some((line) => /^POST \/containers\/[0-9a-f]{64}\/attach 101$/.test(line))).toBe(true);
		expect(ran.some((line) => /^POST \/containers\/[0-9a-f]{64}\/start 204$/.test(line))).toBe(true);
		expect(ran.some((line) => /^POST \/containers\/[0-9a-f]{64}\/wait 200$/.test(line))).toBe(true);
		expect(of("docker inspect nobody")).toContain("GET /containers/nobody/json 404");
		expect(of("docker compose ps")).toContain("GET /containers/json 200");
		expect(requests.filter(({ path }) => path.includes("page=1"))).toEqual([]);
		stop();
	});

	it("costs a `docker run` next to nothing", async () => {
		async function instructionsOf(command: string): Promise<number> {
			const before = (await machine.stats()).instructions;
			await shell(command);
			return (await machine.stats()).instructions - before;
		}
		const [through, past]: [number[], number[]] = [[], []];
		for (let i = 0; i < 7; i++) {
			through.push(await instructionsOf("docker run --rm busybox true"));
			past.push(await instructionsOf("DOCKER_HOST=unix:///run/docker-engine.sock docker run --rm busybox true"));
		}
		const median = (values: number[]) => values.sort((a, b) => a - b)[3] ?? 0;
		const share = median(through) / median(past) - 1;
		console.log(
			`docker run: ${(median(through) / 1e6).toFixed(1)} M through the tap, ${(median(past) / 1e6).toFixed(1)} M past it`,
		);
		expect(share).toBeLessThan(0.02);
	});

	it("goes on after the tap was killed, and after the engine was", async () => {
		const stop = view.watch(["objects", "requests"]);
		await followed("the lists are there", ({ ready }) => ready);
		const docker = async (words: string) => (await run(machine, `docker ${words}`)).code === 0;
		await shell("pkill -9 -x slipway-tap");
		await until("docker answers", () => docker("ps"), BACK_WITHIN_MS);
		await followed("its requests are noted", ({ requests }) => requests.at(-1)?.command === "docker ps");
		expect(await shell("stat -c '%A %U %G' /run/docker.sock")).toBe("srw-rw---- root docker\n");

		await shell("pkill -9 -x dockerd");
		// Nobody listens where clients look, as it would be without a tap.
		await until("docker finds nobody", async () => !(await docker("ps")), BACK_WITHIN_MS);
		const { stderr } = await run(machine, "docker ps");
		if (stderr !== "") expect(stderr).toContain("Cannot connect to the Docker daemon");
		await followed("the view knows", ({ ready }) => !ready);
		await until("docker answers", () => docker("ps"), BACK_WITHIN_MS);
		const id = (await shell("docker create --name after busybox")).trim();
		await followed(
			"it follows again",
			({ ready, containers }) => ready && containers.some((one) => one.id === id),
			BACK_WITHIN_MS,
		);
		await shell("docker rm after");
		stop();
	});
});
