/** `npm run guest:build`, `guest:lock`, `guest:pack`. */
import { buildGuest } from "./build.ts";
import { relock } from "./debian/relock.ts";
import { relockImages } from "./images/relock.ts";
import { relockNetwork } from "./network/network.ts";
import { packGuest } from "./pack/pack.ts";
import { relockGoPrograms } from "./preinit/compile.ts";

const commands: Readonly<Record<string, () => Promise<unknown>>> = {
	build: buildGuest,
	lock: () => relock().then(relockNetwork).then(relockGoPrograms).then(relockImages),
	pack: packGuest,
};

// Modes of files that go into images must not depend on who builds.
process.umask(0o022);

const command = commands[process.argv[2] ?? ""];
if (command === undefined) {
	console.error(`Usage: tsx emulator/guest/main.ts ${Object.keys(commands).join("|")}`);
	process.exit(2);
}
try {
	await command();
} catch (error) {
	// What went wrong is for people: the stack of the build's own code would only hide it.
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
