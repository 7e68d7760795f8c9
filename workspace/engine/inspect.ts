/** What the engine says of one object, as it says it. */
import { MachineError } from "#emulator/errors.ts";
import type { EngineApi } from "#emulator/machine.ts";

/** What `inspect` can be asked about. */
export type InspectKind = "container" | "image" | "network" | "volume";

const PATHS: Readonly<Record<InspectKind, (id: string) => string>> = {
	container: (id) => `/containers/${id}/json`,
	image: (id) => `/images/${id}/json`,
	network: (id) => `/networks/${id}`,
	volume: (id) => `/volumes/${id}`,
};

/** Indented JSON. @throws MachineError when the engine does not answer, or refuses in words of its own */
export async function inspectObject(engine: EngineApi, kind: InspectKind, id: string, signal: AbortSignal): Promise<string> {
	const answer = await engine.request({ path: PATHS[kind](encodeURIComponent(id)), signal });
	const text = await answer.text();
	if (answer.status !== 200)
		throw new MachineError("EngineUnavailableError", messageOf(text) ?? `The engine answered ${answer.status}.`);
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}

/** The engine's own, such as `No such container: web`. */
function messageOf(text: string): string | undefined {
	try {
		const { message } = JSON.parse(text) as { message?: unknown };
		return typeof message === "string" ? message : undefined;
	} catch {
		return undefined;
	}
}
