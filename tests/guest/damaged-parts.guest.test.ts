/** Parts of the bundle that arrive damaged: fetched once more, and never run. */
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Manifest, Part } from "#emulator/bundle/manifest.ts";
import { PartStore } from "#emulator/bundle/part-store.ts";
import { run } from "#emulator/contract/support.ts";
import type { Machine, MachineStatus } from "#emulator/machine.ts";
import { bundleManifest, type FaultyParts, faultyMachine, faultyParts } from "../support/faulty-machine.ts";

describe("A damaged part of the machine", () => {
	let manifest: Manifest;
	let machine: Machine;
	const history: MachineStatus[] = [];

	beforeAll(async () => {
		manifest = await bundleManifest();
	});

	afterEach(async () => {
		await machine?.dispose();
	});

	function create(parts: FaultyParts): Machine {
		machine = faultyMachine(parts, manifest);
		history.length = 0;
		machine.subscribe((status) => history.push(status));
		return machine;
	}

	it("is noticed in every part of the bundle, whichever bit it is", async () => {
		const parts = faultyParts();
		parts.fate = () => "flip";
		const store = new PartStore(parts);
		const { wasm, interpreter, network, bios, kernel, root, data, snapshot } = manifest;
		const all = [
			wasm,
			interpreter,
			network,
			bios,
			kernel,
			snapshot.places,
			...snapshot.parts,
			...root.chunks,
			...data.chunks,
		].filter((part) => part !== null);
		expect(all.length).toBeGreaterThan(100);
		for (const part of all) {
			const refused = { name: "DigestMismatchError", detail: part.sha256 };
			await expect(store.get(part), part.sha256).rejects.toMatchObject(refused);
		}
		// Asked for once more each, past every cache, and then no more.
		for (const { attempt, fresh } of parts.requests) expect(fresh).toBe(attempt % 2 === 0);
		expect(parts.requests).toHaveLength(2 * all.length);
	});

	it("is fetched again, and the machine starts when it is right then", async () => {
		const parts = faultyParts();
		parts.fate = ({ attempt }) => (attempt === 1 ? "flip" : "pass");
		await create(parts).start();
		expect((await run(machine, "vim --version")).stdout).toContain("VIM - Vi IMproved");
		for (const { sha256 } of [manifest.wasm, ...manifest.snapshot.parts]) {
			const requests = parts.requests.filter(({ part }) => part.sha256 === sha256);
			expect(requests.map(({ fresh }) => fresh)).toEqual([false, true]);
		}
	});

	const places: [string, "snapshot" | "cold", (manifest: Manifest) => Part | null | undefined][] = [
		["the emulator itself", "snapshot", ({ wasm }) => wasm],
		["the first part of the snapshot", "snapshot", ({ snapshot }) => snapshot.parts[0]],
		["a part in the middle of the snapshot", "snapshot", ({ snapshot }) => snapshot.parts[snapshot.parts.length >> 1]],
		["the last part of the snapshot", "snapshot", ({ snapshot }) => snapshot.parts.at(-1)],
		["the kernel, when it boots", "cold", ({ kernel }) => kernel],
		["the BIOS, when it boots", "cold", ({ bios }) => bios],
		["the data disk, when it boots", "cold", ({ data }) => data.chunks.find((chunk) => chunk !== null)],
	];

	it.each(places)("that stays damaged is refused by name and nothing runs: %s", async (_, from, place) => {
		const damaged = place(manifest)?.sha256;
		expect(damaged).toMatch(/^[0-9a-f]{64}$/);
		const parts = faultyParts();
		parts.fate = ({ part }) => (part.sha256 === damaged ? "flip" : "pass");
		const refused = { name: "DigestMismatchError", detail: damaged };
		await expect(create(parts).start({ from })).rejects.toMatchObject(refused);
		expect(machine.status).toMatchObject({ state: "failed", error: refused });
		const stages = history.map((status) => (status.state === "starting" ? status.progress.stage : status.state));
		expect([...new Set(stages)]).toEqual(["manifest", "download", "failed"]);
		expect(parts.requests.filter(({ part }) => part.sha256 === damaged)).toHaveLength(2);
		await expect(machine.exec("true")).rejects.toMatchObject(refused);
	});

	it("of the disk ends the running machine before the guest has seen one byte of it", async () => {
		const parts = faultyParts();
		await create(parts).start();
		parts.fate = () => "flip";
		const refused = { name: "DigestMismatchError" };
		const reading = await machine.exec("cat /usr/bin/dockerd");
		const output = new Response(reading.stdout).arrayBuffer();
		await expect(reading.exit).rejects.toMatchObject(refused);
		await expect(output).rejects.toMatchObject(refused);
		expect(machine.status).toMatchObject({ state: "failed", error: refused });
		await expect(machine.files.read("/etc/passwd")).rejects.toMatchObject(refused);
	});
});
