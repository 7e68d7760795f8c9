/** A machine in this process, with a service to measure against and none of the site's; and commands in it that have to succeed. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createAgentMachine } from "#emulator/agent/agent-machine.ts";
import { readAll } from "#emulator/agent/read-all.ts";
import { parseManifest } from "#emulator/bundle/manifest.ts";
import type { Machine } from "#emulator/machine.ts";
import type { HttpService } from "#emulator/network/service.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER, nodeHost } from "#emulator/node/node-machine.ts";
import { V86Computer } from "#emulator/v86/v86-computer.ts";

export async function machineWith(service: HttpService): Promise<Machine> {
	const loadManifest = async () => parseManifest(JSON.parse(await readFile(join(BUNDLE_FOLDER, "manifest.json"), "utf8")));
	const host = nodeHost(folderLoader(join(BUNDLE_FOLDER, "chunks")), loadManifest);
	const machine = createAgentMachine(new V86Computer({ ...host, services: [service] }));
	await machine.start();
	return machine;
}

/** How long a command runs. */
export async function secondsOf(machine: Machine, command: string): Promise<number> {
	const startMs = performance.now();
	await output(machine, command);
	return (performance.now() - startMs) / 1000;
}

/** @throws when a digest is not among what the command prints */
export async function expectOutput(machine: Machine, command: string, expected: string): Promise<void> {
	const found = await output(machine, command);
	if (!found.includes(expected)) throw new Error(`other bytes arrived than were sent: ${command} gave ${found}`);
}

async function output(machine: Machine, command: string): Promise<string> {
	const process = await machine.exec(command);
	const [stdout, stderr, { code }] = await Promise.all([readAll(process.stdout), readAll(process.stderr), process.exit]);
	if (code !== 0) throw new Error(`${command} failed: ${new TextDecoder().decode(stderr)}`);
	return new TextDecoder().decode(stdout);
}
