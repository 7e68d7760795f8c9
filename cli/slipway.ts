/** `npx slipway`: the machine and the lessons from a shell. */
import { Command, InvalidArgumentError } from "commander";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";
import { execCommand } from "./exec.ts";
import { wordsFor } from "./failure-words.ts";
import { addLessonCommands } from "./lesson/commands.ts";
import { type Credentials, serveCommand } from "./registry.ts";

const program = new Command("slipway")
	.description("A real Docker Engine in an emulated PC, and lessons about it, from your shell")
	.showHelpAfterError();

program
	.command("exec")
	.description("run a command in a fresh guest; its output and exit code become this command's")
	.argument("<command>", "given to bash in the guest; quote it")
	.option("--state <file>", "continue the machine saved in this file, when it is there")
	.option("--keep", "save the machine afterwards: into the --state file, or one that the next --keep continues")
	.option("--registry <folder>", "keep what is pushed to registry.lab in this folder; without it, it is gone at the end")
	.option("--bundle <folder>", "use the machine bundle in this folder", BUNDLE_FOLDER)
	.option("--user <name>", "run as this user of the guest", "root")
	.option("--cwd <folder>", "run in this folder of the guest", "/root/lab")
	.option("--timeout <seconds>", "kill the command after this time", positiveSeconds)
	.option("--json", "print figures as one line of JSON on standard error")
	.addHelpText("after", "\nWhat is piped in becomes the command's standard input. Ctrl-C interrupts it.")
	.action(execCommand);

program
	.command("registry")
	.description("an image registry without a machine")
	.command("serve")
	.description("serve one on this machine, for docker, skopeo and the like")
	.requiredOption("--port <number>", "listen on this port of 127.0.0.1; 0 takes a free one", portNumber)
	.option("--dir <folder>", "keep what is pushed in this folder; without it, it is gone at the end")
	.option("--user <name:password...>", "only with an account one may push; give them to several by repeating it", credentials)
	.action(serveCommand);

addLessonCommands(program);

try {
	await program.parseAsync();
} catch (error) {
	const words = wordsFor(error);
	if (words === undefined) throw error;
	console.error(`slipway: ${words}`);
	process.exitCode = 125; // as `docker run` does when the engine failed rather than the command
}

function positiveSeconds(text: string): number {
	const seconds = Number(text);
	if (!(seconds > 0)) throw new InvalidArgumentError("It must be a number of seconds above 0.");
	return seconds;
}

function portNumber(text: string): number {
	const port = Number(text);
	if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
	return port;
}

function credentials(text: string, before: readonly Credentials[] = []): Credentials[] {
	const [, name, password] = /^([^:]+):(.+)$/s.exec(text) ?? [];
	if (name === undefined || password === undefined) throw new InvalidArgumentError("It must be a name, a colon and a password.");
	return [...before, { name, password }];
}
