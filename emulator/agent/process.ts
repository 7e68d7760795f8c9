/** Programs in the guest, over the link: what `exec` opens, and what terminals share with it. */
import { MachineError } from "../errors.ts";
import type { ExecOptions, ExitStatus, GuestProcess, GuestSignal, ProcessOptions } from "../machine.ts";
import type { Field } from "./fields.ts";
import type { AgentLink } from "./link.ts";
import type { AgentStream, EndRecord } from "./stream.ts";

const signalNumbers = {
	SIGHUP: 1,
	SIGINT: 2,
	SIGQUIT: 3,
	SIGKILL: 9,
	SIGTERM: 15,
	SIGCONT: 18,
	SIGSTOP: 19,
} as const satisfies Record<GuestSignal, number>;

/** `signal` is that of the caller's options, which also covers the wait before. Settles when the program runs. */
export async function execProcess(
	link: AgentLink,
	command: string | readonly string[],
	options: ExecOptions = {},
): Promise<GuestProcess> {
	const { signal, timeoutMs } = options;
	signal?.throwIfAborted();
	const words = typeof command === "string" ? ["bash", "-c", command] : command;
	if (words.length === 0) throw commandError("EINVAL", "there is no word in it");
	const stream = openExec(link, [...words.map((word): Field => ["arg", word]), ...processFields(options)]);
	const exit = exitOf(stream);
	const handleAbort = () => stream.abandon(signal?.reason);
	signal?.addEventListener("abort", handleAbort, { once: true });
	const timer = timeoutMs === undefined ? undefined : setTimeout(() => stream.abandon(timedOut(timeoutMs)), timeoutMs);
	const handleEnd = () => {
		clearTimeout(timer);
		signal?.removeEventListener("abort", handleAbort);
	};
	exit.then(handleEnd, handleEnd);
	await started(stream);
	return {
		stdin: stream.input,
		stdout: stream.output,
		stderr: stream.errorOutput,
		exit,
		kill: (name = "SIGTERM") => sendSignal(stream, name),
	};
}

/** @throws MachineError `GuestCommandError` when it cannot be put into one open frame. */
export function openExec(link: AgentLink, fields: readonly Field[]): AgentStream {
	try {
		return link.open("exec", fields);
	} catch (error) {
		if (error instanceof MachineError) throw error;
		throw commandError(error instanceof RangeError ? "E2BIG" : "EINVAL", error instanceof Error ? error.message : String(error));
	}
}

export function processFields(options: ProcessOptions): Field[] {
	const fields: Field[] = [];
	if (options.cwd !== undefined) fields.push(["cwd", options.cwd]);
	if (options.user !== undefined) fields.push(["user", options.user]);
	for (const [name, value] of Object.entries(options.env ?? {})) {
		if (name === "" || name.includes("=")) throw commandError("EINVAL", `"${name}" is no name for a variable`);
		fields.push(["env", `${name}=${value}`]);
	}
	return fields;
}

/** @throws MachineError `GuestCommandError` when the program does not come to run. */
export async function started(stream: AgentStream): Promise<void> {
	const end = await stream.answered;
	if (end !== undefined) toStatus(end);
}

/** Never reported as unhandled: who starts a program to read its output may not care how it ends. */
export function exitOf(stream: AgentStream): Promise<ExitStatus> {
	const exit = stream.end.then(toStatus);
	exit.catch(() => {});
	return exit;
}

export function sendSignal(stream: AgentStream, name: GuestSignal): void {
	stream.signal(signalNumbers[name]);
}

function toStatus(end: EndRecord): ExitStatus {
	if ("code" in end) return { code: end.code };
	throw commandError(end.errno, end.message === "" ? end.errno : `${end.message} (${end.errno})`);
}

function commandError(errno: string, what: string): MachineError {
	return new MachineError("GuestCommandError", `The command cannot be started: ${what}.`, { detail: errno });
}

function timedOut(timeoutMs: number): MachineError {
	return new MachineError("CommandTimeoutError", `The command did not end within ${timeoutMs / 1000} s and was killed.`, {
		detail: String(timeoutMs),
	});
}
