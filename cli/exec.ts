/** `slipway exec`. */
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { keptStatePath, readState, writeState } from "./state-file.ts";

interface ExecOptions {
	/** Folder. */
	readonly bundle: string;
	readonly state?: string;
	/** Folder. */
	readonly registry?: string;
	readonly keep?: boolean;
	readonly user: string;
	readonly cwd: string;
	/** In seconds. */
	readonly timeout?: number;
	readonly json?: boolean;
}

/** Runs `command` and sets this process's exit code to its own. @throws MachineError */
export async function execCommand(command: string, options: ExecOptions): Promise<void> {
	const statePath = options.state ?? (options.keep ? keptStatePath() : undefined);
	const state = statePath === undefined ? undefined : await readState(statePath);
	const machine = createNodeMachine({ bundle: options.bundle, registryFolder: options.registry });
	try {
		const startedMs = performance.now();
		await machine.start(state ? { from: state } : {});
		const readyMs = performance.now();
		const code = await run(machine, command, options);
		const endedMs = performance.now();
		if (options.json) {
			const { instructions, fetchedBytes } = await machine.stats();
			const figures = { code, startMs: readyMs - startedMs, commandMs: endedMs - readyMs, instructions, fetchedBytes };
			console.error(JSON.stringify(figures));
		}
		if (options.keep && statePath !== undefined) await writeState(statePath, await machine.save());
		process.exitCode = code;
	} finally {
		await machine.dispose();
	}
}

async function run(machine: Machine, command: string, options: ExecOptions): Promise<number> {
	const running = await machine.exec(command, {
		user: options.user,
		cwd: options.cwd,
		...(options.timeout !== undefined && { timeoutMs: options.timeout * 1000 }),
	});
	const interrupt = (): void => running.kill("SIGINT");
	process.on("SIGINT", interrupt);
	try {
		forwardInput(running.stdin).catch(ignoreEnded);
		const outputs = [forward(running.stdout, process.stdout), forward(running.stderr, process.stderr)];
		try {
			await Promise.all(outputs);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
			running.kill("SIGKILL");
			return 141; // as a shell reports a program that wrote to a pipe nobody reads
		}
		return (await running.exit).code;
	} finally {
		process.off("SIGINT", interrupt);
		// A pipe that stays open would keep this process waiting.
		process.stdin.destroy();
	}
}

/** Passes standard input on when it is a pipe or a file: a terminal's would keep this process waiting for nothing. */
async function forwardInput(to: WritableStream<Uint8Array>): Promise<void> {
	const writer = to.getWriter();
	if (!process.stdin.isTTY) for await (const piece of process.stdin) await writer.write(piece as Uint8Array);
	await writer.close();
}

/** For what fails because the other side has ended, which is told elsewhere. */
function ignoreEnded(): void {}

/** Settles when all is written. @throws the system's error, such as `EPIPE` when nobody reads it any more */
async function forward(from: ReadableStream<Uint8Array>, to: NodeJS.WriteStream): Promise<void> {
	// Each write tells of its own error; without a listener the stream would throw it as well.
	to.on("error", ignoreEnded);
	for await (const piece of from) {
		await new Promise<void>((resolve, reject) => to.write(piece, (error) => (error ? reject(error) : resolve())));
	}
}
