/** `npx slipway`: the machine from a shell. */
import { Command, InvalidArgumentError } from "commander";
import { MachineError } from "#emulator/errors.ts";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";
import { execCommand } from "./exec.ts";

const program = new Command("slipway")
	.description("A real Docker Engine in an emulated PC, from your shell")
	.showHelpAfterError();

program
	.command("exec")
	.description("run a command in a fresh guest; its output and exit code become this command's")
	.argument("<command>", "given to bash in the guest; quote it")
	.option("--state <file>", "continue the machine saved in this file, when it is there")
	.option("--keep", "save the machine afterwards: into the --state file, or one that the next --keep continues")
	.option("--bundle <folder>", "use the machine bundle in this folder", BUNDLE_FOLDER)
	.option("--user <name>", "run as this user of the guest", "root")
	.option("--cwd <folder>", "run in this folder of the guest", "/root/lab")
	.option("--timeout <seconds>", "kill the command after this time", positiveSeconds)
	.option("--json", "print figures as one line of JSON on standard error")
	.addHelpText("after", "\nWhat is piped in becomes the command's standard input. Ctrl-C interrupts it.")
	.action(execCommand);

try {
	await program.parseAsync();
} catch (error) {
	if (!(error instanceof MachineError)) throw error;
	console.error(`slipway: ${error.message}`);
	process.exitCode = 125; // as `docker run` does when the engine failed rather than the command
}

function positiveSeconds(text: string): number {
	const seconds = Number(text);
	if (!(seconds > 0)) throw new InvalidArgumentError("It must be a number of seconds above 0.");
	return seconds;
}
