/** Boots the images once, prepares the guest, and saves what every visitor starts from. */
import { createAgentMachine } from "../../agent/agent-machine.ts";
import type { Machine } from "../../machine.ts";
import { nodeHost } from "../../node/node-machine.ts";
import { packState } from "../../v86/saved-state.ts";
import { V86Computer } from "../../v86/v86-computer.ts";
import { typeFetchedCommands, typeResidentCommands } from "./first-commands.ts";
import { bringToRest, openFirstShell, prepareGuest } from "./prepare.ts";
import { type GuestImages, type RawBundle, rawBundle } from "./raw-bundle.ts";
import { bringResident, listResidentPages, loadResidentPages, setReadAhead } from "./resident-pages.ts";

/** Linux's own. */
const READ_AHEAD_KIB = 128;

export interface Snapshot {
	/** v86's saved state. */
	readonly state: Uint8Array;
	/** Numbers of root chunks in the order in which first commands read them. */
	readonly prefetch: readonly number[];
	/** What runs inside, by name. */
	readonly versions: Readonly<Record<string, string>>;
}

/**
 * `imageTars` are what `docker load` reads, `resident` is the compiled program of that name. `note` is told what goes on.
 * @throws with the guest's console when it fails
 */
export async function makeSnapshot(
	images: GuestImages,
	imageTars: readonly string[],
	resident: string,
	note: (text: string) => void,
): Promise<Snapshot> {
	const bundle = await rawBundle(images);
	note("booting");
	const { state, versions } = await withMachine(bundle, "cold", async (machine, computer) => {
		const found = await prepareGuest(machine, imageTars, note);
		note("learning what first commands touch");
		const pages = await learnPages(machine, computer, bundle, resident);
		note("tidying up");
		await bringToRest(machine);
		await bringResident(machine, resident);
		await loadResidentPages(machine, pages);
		await openFirstShell(machine);
		return { state: await stateOf(machine, computer), versions: found };
	});
	note("learning what first commands read");
	const prefetch = await withMachine(bundle, state, async (machine, computer) => {
		await typeFetchedCommands(machine);
		return computer.touchedChunks;
	});
	return { state, prefetch, versions };
}

/**
 * The pages of files that first commands touch, as `listResidentPages` tells them. A copy of the machine types the commands: in the
 * machine itself they would leave containers, images and events behind.
 */
async function learnPages(machine: Machine, computer: V86Computer, bundle: RawBundle, resident: string): Promise<string> {
	await setReadAhead(machine, 0);
	await bringToRest(machine);
	const state = await stateOf(machine, computer);
	const pages = await withMachine(bundle, state, async (copy) => {
		await bringResident(copy, resident);
		await typeResidentCommands(copy);
		return await listResidentPages(copy);
	});
	await machine.resume();
	await setReadAhead(machine, READ_AHEAD_KIB);
	return pages;
}

/** Leaves the machine paused. */
async function stateOf(machine: Machine, computer: V86Computer): Promise<Uint8Array> {
	await machine.pause();
	const { state } = await computer.saveState();
	return new Uint8Array(state);
}

async function withMachine<Result>(
	bundle: RawBundle,
	from: "cold" | Uint8Array,
	work: (machine: Machine, computer: V86Computer) => Promise<Result>,
): Promise<Result> {
	const computer = new V86Computer(nodeHost(bundle.parts, async () => bundle.manifest));
	const machine = createAgentMachine(computer);
	try {
		await machine.start({
			from:
				from === "cold" ? from : await packState(bundle.manifest.digest, { state: from.buffer as ArrayBuffer, connections: [] }),
		});
		return await work(machine, computer);
	} catch (cause) {
		const console = await machine.consoleLog().catch(() => "");
		throw new Error(
			`${cause instanceof Error ? cause.message : cause}\nThe guest's console ended with:\n${console.slice(-3000)}`,
			{ cause },
		);
	} finally {
		await machine.dispose();
	}
}
