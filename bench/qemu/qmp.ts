/** QEMU's machine protocol over the standard input and output of its process: one JSON object a line, answers in the order of commands. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import * as z from "zod";
import { createDeferred, type Deferred } from "#emulator/flow/deferred.ts";

const answerSchema = z.object({ return: z.unknown().optional(), error: z.object({ desc: z.string() }).optional() });

export class Qmp {
	readonly #commands: Writable;
	readonly #waiting: Deferred<unknown>[] = [];
	#ended: Error | undefined;

	constructor(commands: Writable, answers: Readable) {
		this.#commands = commands;
		// A process that is gone says so by its exit.
		commands.on("error", () => {});
		createInterface(answers).on("line", (line) => this.#hear(line));
	}

	/** @throws with QEMU's words when it refuses, or with what `end` was given */
	async run(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
		if (this.#ended) throw this.#ended;
		const answer = createDeferred<unknown>();
		this.#waiting.push(answer);
		this.#commands.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
		return await answer.promise;
	}

	/** No answers will come any more. */
	end(error: Error): void {
		this.#ended = error;
		for (const answer of this.#waiting.splice(0)) answer.reject(error);
	}

	/** Its greeting, and events that nobody asked for, are neither of the two. */
	#hear(line: string): void {
		const { error, ...answer } = answerSchema.parse(JSON.parse(line));
		if (error) this.#waiting.shift()?.reject(new Error(`QEMU: ${error.desc}`));
		else if ("return" in answer) this.#waiting.shift()?.resolve(answer.return);
	}
}
