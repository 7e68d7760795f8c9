/** Parts and bundles that are not to be had, or that belong to something else. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "#emulator/bundle/manifest.ts";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { bundleManifest, faultyMachine, faultyParts } from "../support/faulty-machine.ts";
import { until } from "../support/until.ts";

let manifest: Manifest;
let machine: Machine;

beforeAll(async () => {
	manifest = await bundleManifest();
});

afterEach(async () => {
	await machine?.dispose();
});

async function diskWaits(): Promise<boolean> {
	return machine.status.state === "running" && machine.status.disk === "waiting";
}

describe("A part of the machine that cannot be fetched", () => {
	it("is asked for again, and the start goes on when it comes", async () => {
		const parts = faultyParts();
		const wanted = manifest.snapshot.parts[0]?.sha256;
		parts.fate = ({ part, attempt }) => (part.sha256 === wanted && attempt < 4 ? "refuse" : "pass");
		machine = faultyMachine(parts, manifest);
		await machine.start();
		expect((await run(machine, "echo started")).stdout).toBe("started\n");
		expect(parts.requests.filter(({ part }) => part.sha256 === wanted)).toHaveLength(4);
	});

	it("ends the start, by name, when it does not come", async () => {
		const parts = faultyParts();
		const wanted = manifest.snapshot.parts[0]?.sha256;
		parts.fate = ({ part }) => (part.sha256 === wanted ? "refuse" : "pass");
		machine = faultyMachine(parts, manifest);
		const failed = { name: "FetchFailedError", detail: wanted };
		await expect(machine.start()).rejects.toMatchObject(failed);
		expect(machine.status).toMatchObject({ state: "failed", error: failed });
		await expect(machine.exec("true")).rejects.toMatchObject(failed);
		expect(parts.requests.filter(({ part }) => part.sha256 === wanted)).toHaveLength(4);
	});

	it("makes only the program wait that reads it, and that one goes on unharmed when the site is back", async () => {
		const parts = faultyParts();
		machine = faultyMachine(parts, manifest);
		await machine.start();
		// What is run below is in the guest's memory then. All else has to wait as well, dockerd when it needs a page of its program.
		await run(machine, "echo now in memory");
		parts.fate = () => "refuse";
		const reading = run(machine, "cat /usr/bin/vim.tiny | sha256sum");
		await until("the disk waits", diskWaits, 30_000);
		expect((await run(machine, "echo still here")).stdout).toBe("still here\n");
		expect(new TextDecoder().decode(await machine.files.read("/etc/hostname"))).not.toBe("");
		expect((await machine.stats()).memoryTotalBytes).toBeGreaterThan(0);

		parts.fate = () => "pass";
		const first = await reading;
		expect(machine.status).toEqual({ state: "running", agent: "ready" });
		await run(machine, "echo 3 > /proc/sys/vm/drop_caches");
		expect(await run(machine, "cat /usr/bin/vim.tiny | sha256sum")).toEqual(first);
		expect(first.stdout).toMatch(/^[0-9a-f]{64} /);
	});

	it("does not keep a machine from being disposed of while it waits", async () => {
		const parts = faultyParts();
		machine = faultyMachine(parts, manifest);
		await machine.start();
		parts.fate = () => "refuse";
		const reading = await machine.exec("cat /usr/bin/dockerd > /dev/null");
		await until("the disk waits", diskWaits, 30_000);
		await machine.dispose();
		await expect(reading.exit).rejects.toMatchObject({ name: "MachineDisposedError" });
	});
});

describe("A bundle that does not fit", () => {
	it("is refused by name when it was made for another v86, before anything of it is loaded", async () => {
		const parts = faultyParts();
		machine = faultyMachine(parts, { ...manifest, v86Version: "0.4.1" });
		const starting = machine.start();
		await expect(starting).rejects.toMatchObject({ name: "BundleMismatchError", detail: "0.4.1" });
		await expect(starting).rejects.toThrow(`made for v86 0.4.1; this is v86 ${manifest.v86Version}`);
		expect(parts.requests).toEqual([]);
	});

	it("does not take a machine that another bundle saved", async () => {
		machine = faultyMachine(faultyParts(), manifest);
		await machine.start();
		const state = await machine.save();
		await machine.dispose();
		machine = faultyMachine(faultyParts(), { ...manifest, digest: "0".repeat(64) });
		await expect(machine.start({ from: state })).rejects.toMatchObject({
			name: "BundleMismatchError",
			detail: manifest.digest,
		});
	});

	it("does not take a saved machine in which one bit is wrong", async () => {
		machine = faultyMachine(faultyParts(), manifest);
		await machine.start();
		const state = await machine.save();
		await machine.dispose();
		const middle = state.length >> 1;
		state[middle] = (state[middle] ?? 0) ^ 1;
		machine = faultyMachine(faultyParts(), manifest);
		await expect(machine.start({ from: state })).rejects.toMatchObject({ name: "CorruptStateError" });
	});

	it("is missed by name, with the command that makes one", async () => {
		const folder = await mkdtemp(`${tmpdir()}/slipway-`);
		try {
			machine = createNodeMachine({ bundle: folder });
			await expect(machine.start()).rejects.toMatchObject({ name: "BundleMissingError", detail: folder });
			await writeFile(`${folder}/manifest.json`, "{");
			machine = createNodeMachine({ bundle: folder });
			const starting = machine.start();
			await expect(starting).rejects.toMatchObject({ name: "BundleMissingError" });
			await expect(starting).rejects.toThrow("npm run guest:build");
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
