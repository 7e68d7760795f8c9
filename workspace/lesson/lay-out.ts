/** Begins a lesson on a machine, once: puts its files into the lab. */
import type { Machine } from "#emulator/machine.ts";
import { layOutFiles } from "#lessons/lab.ts";
import type { LessonPlan } from "#lessons/lesson.ts";
import type { Values } from "#lessons/values.ts";
import { type Marker, readMarker, writeMarker } from "./marker.ts";

/**
 * @returns what this machine has seen of the lesson. Where it had begun already, the files are the reader's and are left alone.
 * @throws MachineError
 */
export async function layOut(machine: Machine, plan: LessonPlan, values: Values): Promise<Marker> {
	const found = await readMarker(machine.files);
	if (found?.slug === plan.slug) return found;
	await layOutFiles(machine, plan.files, values);
	// Last: what is interrupted before this is done again.
	const marker: Marker = { slug: plan.slug, steps: [] };
	await writeMarker(machine.files, marker);
	return marker;
}
