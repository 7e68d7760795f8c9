import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MachineError } from "#emulator/errors.ts";
import type { GuestProcess, Machine } from "#emulator/machine.ts";
import { createMachineSource } from "../machine-source.ts";
import { createEngineView } from "./engine-view.ts";
import { containerAnswer, type ScriptedEngine, scriptedEngine } from "./scripted-engine.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(500);

interface Guest {
	readonly machine: Machine;
	readonly engine: ScriptedEngine;
	/** What was started, by the first word of its command. */
	readonly started: string[];
	/** Of what was started, how much still runs. */
	running: number;
	/** What the log of requests holds. */
	log: string;
}

function guestWith(container: string): Guest {
	const engine = scriptedEngine();
	for (const path of ["/networks", "/images/json"]) engine.answers.set(path, []);
	engine.answers.set("/volumes", {});
	engine.answers.set("/containers/json", [{ Id: container }]);
	engine.answers.set(`/containers/${container}/json`, containerAnswer(container, container));
	const guest: Guest = { machine: { ...engine.machine, exec } as Machine, engine, started: [], running: 0, log: "" };

	async function exec(command: string | readonly string[], { signal }: { signal?: AbortSignal } = {}): Promise<GuestProcess> {
		const follows = command[0] === "tail";
		guest.started.push(String(command[0]));
		guest.running += 1;
		const stdout = new ReadableStream<Uint8Array>({
			start(controller) {
				controller.enqueue(new TextEncoder().encode(follows ? guest.log : "sys/kernel/osrelease:6.12\nuptime:5.0 1.0\n"));
				if (!follows) controller.close();
			},
		});
		const exit = new Promise<{ code: number }>((resolve, reject) => {
			if (!follows) resolve({ code: 0 });
			signal?.addEventListener("abort", () => reject(signal.reason));
		});
		const ended = () => {
			guest.running -= 1;
		};
		exit.then(ended, ended);
		return { stdout, stderr: new Blob().stream(), stdin: new WritableStream(), exit, kill() {} };
	}
	return guest;
}

function viewOf(guest: Guest | undefined) {
	const machines = createMachineSource();
	machines.show(guest?.machine);
	const page = { visible: true, subscribe: () => () => {} };
	return { machines, view: createEngineView({ machines, page }) };
}

const names = (view: ReturnType<typeof createEngineView>) => view.store.getState().containers.map(({ name }) => name);

describe("the engine view", () => {
	it("asks the guest for nothing until somebody watches, and for nothing more when nobody does", async () => {
		const guest = guestWith("web");
		const { view } = viewOf(guest);
		await settled();
		expect([guest.engine.asked(), guest.started]).toEqual([[], []]);

		const [first, second] = [view.watch(["objects", "figures"]), view.watch(["objects"])];
		await settled();
		expect(names(view)).toEqual(["web"]);
		expect(view.live("host.kernel")).toBe("6.12");
		expect(guest.started).toEqual(["bash"]);

		first();
		first();
		guest.engine.asked();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(guest.started).toEqual(["bash"]);
		guest.engine.tell("container", "start", "web");
		await settled();
		expect(guest.engine.asked()).toEqual(["/containers/web/json"]);

		second();
		guest.engine.tell("container", "start", "web");
		await vi.advanceTimersByTimeAsync(20_000);
		expect(guest.engine.asked()).toEqual([]);
		expect(view.store.getState().ready).toBe(false);
		expect([vi.getTimerCount(), guest.running]).toEqual([0, 0]);
	});

	it("begins when a machine takes calls, and forgets what another machine had", async () => {
		const { machines, view } = viewOf(undefined);
		const stop = view.watch(["objects"]);
		await settled();
		const [old, fresh] = [guestWith("old"), guestWith("fresh")];
		machines.show(old.machine);
		await settled();
		expect(names(view)).toEqual(["old"]);
		machines.show(undefined);
		expect(view.store.getState().ready).toBe(false);
		expect(names(view)).toEqual(["old"]);
		machines.show(fresh.machine);
		expect(names(view)).toEqual([]);
		await settled();
		expect(names(view)).toEqual(["fresh"]);
		stop();
		view.dispose();
	});

	it("follows a machine again that was rebooted", async () => {
		const guest = guestWith("web");
		const { machines, view } = viewOf(guest);
		view.watch(["objects"]);
		await settled();
		machines.show(undefined);
		guest.engine.breakOff();
		guest.engine.asked();
		machines.show(guest.machine);
		await settled();
		expect(guest.engine.asked()).toContain("/events");
		expect(view.store.getState().ready).toBe(true);
		view.dispose();
		await settled();
		expect([vi.getTimerCount(), guest.running]).toEqual([0, 0]);
	});

	it("forgets requests when it is told to, and does not remember them when the log is read again", async () => {
		const guest = guestWith("web");
		const record = {
			event: "ask",
			id: 1,
			at: 1000,
			pid: 8,
			started: 1,
			program: "docker",
			command: ["docker", "ps"],
			method: "GET",
			path: "/",
		};
		guest.log = `${JSON.stringify(record)}\n`;
		const { view } = viewOf(guest);
		const stop = view.watch(["requests"]);
		await settled();
		expect(view.store.getState().requests).toHaveLength(1);
		view.clearRequests();
		stop();
		guest.log += `${JSON.stringify({ ...record, id: 2, at: 1500, command: ["docker", "images"] })}\n`;
		view.watch(["requests"]);
		await settled();
		expect(view.store.getState().requests.map(({ command }) => command)).toEqual(["docker images"]);
		view.dispose();
	});

	it("shows what the engine says of an object, and the engine's own words when there is none", async () => {
		const guest = guestWith("web");
		const { machines, view } = viewOf(guest);
		const { signal } = new AbortController();
		expect(await view.inspect("container", "web", signal)).toContain('\n  "Name": "/web"');
		await expect(view.inspect("volume", "../x", signal)).rejects.toThrow("no such");
		machines.show(undefined);
		await expect(view.inspect("container", "web", signal)).rejects.toBeInstanceOf(MachineError);
		view.dispose();
	});
});
