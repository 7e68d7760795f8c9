// Small helpers of the set-up, which has to work before anything is installed: plain Node, no packages.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = path.resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** What went wrong is the message; nobody needs a stack trace of the set-up. */
export class SetupError extends Error {}

/**
 * Runs a program with its output on the screen.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env] added to this process's own
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it, 127 when it could not be started
 */
export function run(command, args, env = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: repository, stdio: "inherit", env: { ...process.env, ...env } });
		// Ctrl-C reaches the whole group by itself; other ways of stopping this process must not leave a build running behind it.
		const stop = () => {
			child.kill("SIGTERM");
		};
		for (const signal of ["SIGTERM", "SIGHUP"]) process.once(signal, stop);
		const end = (code) => {
			for (const signal of ["SIGTERM", "SIGHUP"]) process.off(signal, stop);
			resolve(code);
		};
		child.once("error", () => end(127));
		child.once("close", (code) => end(code ?? 128));
	});
}

/**
 * Standard output of a program that is expected to work; undefined when it does not.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string | undefined>}
 */
export function outputOf(command, args) {
	return new Promise((resolve) => {
		const child = spawn(command, args, { cwd: repository, stdio: ["ignore", "pipe", "ignore"] });
		let output = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			output += text;
		});
		child.once("error", () => resolve(undefined));
		child.once("close", (code) => resolve(code === 0 ? output : undefined));
	});
}

/**
 * Runs a part of the set-up under a heading, and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function stage(title, work) {
	console.log(`\n● ${title}`);
	const startedMs = performance.now();
	const result = await work();
	console.log(`  ${title}: ${seconds(performance.now() - startedMs)}`);
	return result;
}

/** @param {number} ms */
export function seconds(ms) {
	const whole = Math.round(ms / 1000);
	return whole < 60 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * @param {() => Promise<number | void>} work its result is the exit code
 */
export async function main(work) {
	try {
		process.exitCode = (await work()) ?? 0;
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	}
}
