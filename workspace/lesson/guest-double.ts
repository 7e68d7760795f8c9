/** A guest for this folder's tests: files in memory, events when the test says so, scripts that are functions. */
import { MachineError } from "#emulator/errors.ts";
import type { EngineResponse, FileChange, Machine } from "#emulator/machine.ts";
import type { ScriptOptions, ScriptOutcome } from "#lessons/tasks/run-check.ts";
import { machineDouble, someStats } from "../test-double.ts";

type Script = (options: ScriptOptions) => Partial<ScriptOutcome> | Promise<Partial<ScriptOutcome>>;

export interface GuestDouble {
	readonly machine: Machine;
	readonly files: Map<string, string>;
	/** Scripts that ran, in order. */
	readonly ran: string[];
	/** By their text; one that is not there ends with 1. */
	readonly scripts: Map<string, Script>;
	readonly runScript: (machine: Machine, script: string, options: ScriptOptions) => Promise<ScriptOutcome>;
	/** Something happens in the engine. */
	event(): void;
	/** A file below /root changes. */
	change(): void;
	stopEngine(): void;
	startEngine(): void;
	/** Open streams of events and of changes. */
	openStreams(): number;
	instructions: number;
	/** Writes fail with this errno name. */
	writeError: string | undefined;
	saves: number;
}

export function guestDouble(files: Iterable<readonly [string, string]> = []): GuestDouble {
	const events = new Set<ReadableStreamDefaultController<Uint8Array>>();
	const changes = new Set<ReadableStreamDefaultController<FileChange>>();
	let engineRuns = true;

	function streamOf<Piece>(controllers: Set<ReadableStreamDefaultController<Piece>>): ReadableStream<Piece> {
		let mine: ReadableStreamDefaultController<Piece>;
		return new ReadableStream<Piece>({
			start(controller) {
				mine = controller;
				controllers.add(controller);
			},
			cancel: () => void controllers.delete(mine),
		});
	}

	const guest: GuestDouble = {
		files: new Map(files),
		ran: [],
		scripts: new Map(),
		instructions: 0,
		writeError: undefined,
		saves: 0,
		machine: {
			...machineDouble(),
			files: {
				async read(path: string) {
					const text = guest.files.get(path);
					if (text === undefined) throw new MachineError("GuestFileError", "no such file", { detail: "ENOENT" });
					return new TextEncoder().encode(text);
				},
				async write(path: string, content: Uint8Array | string) {
					if (guest.writeError) throw new MachineError("GuestFileError", "it failed", { detail: guest.writeError });
					guest.files.set(path, String(content));
				},
				watch: async () => streamOf(changes),
			} as Partial<Machine["files"]> as Machine["files"],
			engine: {
				async request() {
					if (!engineRuns) throw new MachineError("EngineUnavailableError", "nothing listens");
					const body = streamOf(events);
					return { status: 200, headers: new Map(), body, text: async () => "", json: async () => null } satisfies EngineResponse;
				},
			},
			stats: async () => someStats({ instructions: guest.instructions }),
			async save() {
				guest.saves += 1;
				return new TextEncoder().encode(JSON.stringify([...guest.files]));
			},
		},
		async runScript(_machine, script, options) {
			guest.ran.push(script);
			const outcome = (await guest.scripts.get(script)?.(options)) ?? { code: 1 };
			return { code: 0, said: "", complaint: "", timedOut: false, flooded: false, ...outcome };
		},
		event() {
			for (const controller of events) controller.enqueue(new Uint8Array(1));
		},
		change() {
			for (const controller of changes) controller.enqueue({ kind: "modified", path: "/root/lab/x" });
		},
		stopEngine() {
			engineRuns = false;
			for (const controller of events) controller.close();
			events.clear();
		},
		startEngine() {
			engineRuns = true;
		},
		openStreams: () => events.size + changes.size,
	};
	return guest;
}
