/** The guest under QEMU with its engine up, its images there and nothing to do, as often as it is wanted. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createAgentMachine } from "#emulator/agent/agent-machine.ts";
import { inGuest } from "#emulator/guest/snapshot/guest-shell.ts";
import type { Machine } from "#emulator/machine.ts";
import { unpackPc } from "./pc-files.ts";
import { QemuComputer } from "./qemu-computer.ts";

/**
 * What only the first one does is behind it, as behind the bundle's snapshot. QEMU's guest has the easier start: what it has read stays in its
 * memory, where the snapshot leaves it out.
 */
const EXERCISE = [
	"docker run --rm busybox true",
	"mkdir /tmp/exercise && printf 'FROM busybox\\nRUN true\\n' >/tmp/exercise/Dockerfile && docker build -q -t exercise /tmp/exercise",
	"docker rmi exercise && docker builder prune -af && rm -r /tmp/exercise",
];
const REST_MS = 5000;

export interface PreparedPc {
	/** Another machine in that state, until `work` settles. @throws with its console when something fails */
	use(work: (machine: Machine) => Promise<void>): Promise<void>;
	remove(): Promise<void>;
}

/** Boots once, and saves. `images` is what `docker load` reads. */
export async function preparePc(images: Uint8Array): Promise<PreparedPc> {
	const folder = await mkdtemp(join(tmpdir(), "slipway-qemu-"));
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		const files = await unpackPc(folder);
		const saved = join(folder, "saved");
		const computer = new QemuComputer({ files, keepsData: true });
		await withMachine(computer, async (machine) => {
			await machine.start({ from: "cold" });
			await inGuest(machine, "until docker version >/dev/null 2>&1; do sleep 0.2; done");
			await machine.files.write("/tmp/images.tar", images);
			await inGuest(machine, "docker load -i /tmp/images.tar && rm /tmp/images.tar");
			for (const command of EXERCISE) await inGuest(machine, command);
			await sleep(REST_MS);
			await machine.pause();
			await computer.saveTo(saved);
		});
		return {
			use: (work) =>
				withMachine(new QemuComputer({ files, saved }), async (machine) => {
					await machine.start();
					await work(machine);
				}),
			remove,
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

async function withMachine(computer: QemuComputer, work: (machine: Machine) => Promise<void>): Promise<void> {
	const machine = createAgentMachine(computer);
	try {
		await work(machine);
	} catch (cause) {
		const console = await machine.consoleLog().catch(() => "");
		const message = cause instanceof Error ? cause.message : cause;
		throw new Error(`Under QEMU: ${message}\nIts console ended with:\n${console.slice(-3000)}`, { cause });
	} finally {
		await machine.dispose();
	}
}
