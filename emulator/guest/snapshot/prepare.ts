/** The stages from a freshly booted guest to the state that every visitor starts from. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Machine } from "../../machine.ts";
import { inGuest, waitUntilQuiet } from "./guest-shell.ts";
import { evictFiles } from "./resident-pages.ts";
import { readVersions } from "./versions.ts";

/** Each uses another way through the engine, so that the files and code they share are there when a visitor comes. */
const EXERCISE = [
	"docker run --rm hello-world",
	"docker run --rm busybox true",
	"mkdir -p /tmp/exercise && printf 'FROM busybox\\nRUN true\\n' > /tmp/exercise/Dockerfile && docker build -q -t exercise /tmp/exercise",
	"docker rmi exercise && docker builder prune -af && rm -rf /tmp/exercise",
];

/** Loads the images and tries the engine. `imageTars` are what `docker load` reads. Returns what runs inside, by name. */
export async function prepareGuest(
	machine: Machine,
	imageTars: readonly string[],
	note: (text: string) => void,
): Promise<Record<string, string>> {
	note("waiting for the engine");
	await inGuest(machine, "until docker version >/dev/null 2>&1; do sleep 0.2; done");
	for (const tar of imageTars) {
		note(`loading ${basename(tar, ".tar")}`);
		await machine.files.write("/tmp/image.tar", await readFile(tar));
		await inGuest(machine, "docker load -i /tmp/image.tar && rm /tmp/image.tar");
	}
	note("exercising the engine");
	for (const command of EXERCISE) await inGuest(machine, command);
	return await readVersions(machine);
}

/** Fresh daemons have small heaps, and the snapshot carries every page they ever touched. Of files next to nothing is left in memory. */
export async function bringToRest(machine: Machine): Promise<void> {
	await inGuest(machine, "sv -w 60 restart containerd docker && until docker version >/dev/null 2>&1; do sleep 0.2; done");
	await inGuest(
		machine,
		"rm -rf /root/.docker /root/.bash_history /tmp/*; truncate -s 0 /var/log/*/current /run/slipway/docker-requests.log 2>/dev/null; true",
	);
	await waitUntilQuiet(machine);
	await evictFiles(machine);
}

/** A shell that waits at its prompt: the first terminal of a visitor is there at once. */
export async function openFirstShell(machine: Machine): Promise<void> {
	await inGuest(machine, "pkill -USR1 -x slipway-agent");
	await waitUntilQuiet(machine);
}
