/**
 * Keeps containers, images, networks and volumes as the engine has them: listed once, then only what an event touched is read again.
 * After the stream of events broke off, everything is listed anew.
 */
import { engineEventsPath } from "#emulator/engine-events.ts";
import type { Machine } from "#emulator/machine.ts";
import { delay } from "../delay.ts";
import { engineEvent } from "./answers.ts";
import { readJsonLines } from "./json-lines.ts";
import { everything, isEmpty, mark, noMarks } from "./marks.ts";
import type { ContainerView, EngineViewState, ImageView, NetworkView, VolumeView } from "./model.ts";
import { createEngineReader } from "./read-engine.ts";

const EVENTS = { type: ["container", "image", "network", "volume"] };
/** A build without a tag makes an image and no event; its description appears here like any other's. */
const IMAGES_FOLDER = "/var/lib/docker/image/overlay2/imagedb/content/sha256";
/**
 * One command makes several events; one reading is enough for all of them, and read between them it would take the engine's time from that
 * command. So it is read once the engine has been silent for a moment, or after so long.
 */
const SILENCE_MS = 250;
const LONGEST_WAIT_MS = 1000;
const FOLLOW_AGAIN_MS = 2000;

type Report = (change: Partial<EngineViewState>) => void;

/** Settles after `signal` aborted. */
export async function followObjects(
	machine: Pick<Machine, "engine" | "files">,
	signal: AbortSignal,
	report: Report,
): Promise<void> {
	while (!signal.aborted) {
		const attempt = new AbortController();
		const giveUp = () => attempt.abort();
		signal.addEventListener("abort", giveUp);
		try {
			await followOnce(machine, attempt, report);
		} catch {
			// Refused, broken off, or aborted.
		} finally {
			signal.removeEventListener("abort", giveUp);
			attempt.abort();
		}
		if (signal.aborted) return;
		report({ ready: false });
		await delay(FOLLOW_AGAIN_MS, signal);
	}
}

/** Until the events end. @throws when the engine does not answer, or its answer breaks off */
async function followOnce(machine: Pick<Machine, "engine" | "files">, attempt: AbortController, report: Report): Promise<void> {
	const { signal } = attempt;
	// Before the lists, so that nothing is missed between the two.
	const events = await machine.engine.request({ path: engineEventsPath(EVENTS), signal });
	if (events.status !== 200) {
		await events.body.cancel();
		return;
	}
	const objects = createObjects(machine, signal);
	let marks = everything();
	let told = 0;
	let reading: Promise<void> | undefined;

	async function silence(): Promise<void> {
		let last: number;
		const startMs = performance.now();
		do {
			last = told;
			await delay(SILENCE_MS, signal);
		} while (told !== last && performance.now() - startMs < LONGEST_WAIT_MS);
	}
	async function readMarked(): Promise<void> {
		while (!isEmpty(marks) && !signal.aborted) {
			await silence();
			const taken = marks;
			marks = noMarks();
			const tell: Report = (change) => {
				if (!signal.aborted) report(change);
			};
			tell(await objects.read(taken));
			// Images have the most to read: nobody waits for them to see the rest.
			if (taken.images) tell({ images: await objects.images() });
			tell({ ready: isEmpty(marks) });
		}
	}
	function read(): void {
		told++;
		// What cannot be read now is read with everything else, after the stream was opened again.
		reading ??= readMarked()
			.catch(() => attempt.abort())
			.finally(() => {
				reading = undefined;
				// Told just after the last look at the marks.
				if (!isEmpty(marks) && !signal.aborted) read();
			});
	}

	void followFolder(machine, IMAGES_FOLDER, signal, () => {
		marks.images = true;
		read();
	});
	read();
	try {
		await readJsonLines(events.body, signal, (values) => {
			for (const value of values) {
				const event = engineEvent.safeParse(value);
				if (event.success) mark(marks, event.data);
			}
			if (!isEmpty(marks)) read();
		});
	} finally {
		attempt.abort();
		await reading;
	}
}

/** Settles when it cannot be followed any more: whatever ended that ends the stream of events too. */
async function followFolder(
	{ files }: Pick<Machine, "files">,
	folder: string,
	signal: AbortSignal,
	onChange: () => void,
): Promise<void> {
	try {
		const changes = (await files.watch(folder)).getReader();
		const stop = () => void changes.cancel().catch(() => {});
		signal.addEventListener("abort", stop);
		if (signal.aborted) stop();
		try {
			while (!(await changes.read()).done) if (!signal.aborted) onChange();
		} finally {
			signal.removeEventListener("abort", stop);
		}
	} catch {
		// The agent went away.
	}
}

function createObjects(machine: Pick<Machine, "engine" | "files">, signal: AbortSignal) {
	const reader = createEngineReader(machine, signal);
	const containers = new Map<string, ContainerView>();
	const networks = new Map<string, NetworkView>();
	const volumes = new Map<string, VolumeView>();

	return {
		async read(marks: ReturnType<typeof everything>): Promise<Partial<EngineViewState>> {
			await renew(containers, marks.containers, reader.containerIds, reader.container);
			await renew(networks, marks.networks, reader.networkIds, reader.network);
			await renew(volumes, marks.volumes, reader.volumeNames, reader.volume);
			return {
				containers: [...containers.values()].sort((a, b) => (b.createdMs ?? 0) - (a.createdMs ?? 0)),
				networks: [...networks.values()].sort(byName),
				volumes: [...volumes.values()].sort(byName),
			};
		},
		async images(): Promise<ImageView[]> {
			return (await reader.images()).sort((a, b) => (b.createdMs ?? 0) - (a.createdMs ?? 0));
		},
	};
}

/** Reads `marked`, or with null all there are, and forgets what is gone. */
async function renew<T>(
	known: Map<string, T>,
	marked: ReadonlySet<string> | null,
	list: () => Promise<string[]>,
	read: (id: string) => Promise<T | undefined>,
): Promise<void> {
	const ids = marked ?? new Set(await list());
	if (marked === null) for (const id of [...known.keys()]) if (!ids.has(id)) known.delete(id);
	for (const id of ids) {
		const found = await read(id);
		if (found === undefined) known.delete(id);
		else known.set(id, found);
	}
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
	return a.name < b.name ? -1 : 1;
}
