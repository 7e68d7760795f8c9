/** What the fake agent does for `exec`: a program with pipes, or on a terminal. */
import { type Field, fieldValue } from "../agent/fields.ts";
import type { FakeAgentStream } from "./agent-stream.ts";
import { Errno } from "./errno.ts";
import type { FakeGuest } from "./fake-guest.ts";
import { BrokenPipe, Pipe } from "./pipe.ts";
import { Pty } from "./pty.ts";

const hangUp = 1;
const killForGood = 9;
const users = ["root", "nobody"];

export async function exec(guest: FakeGuest, stream: FakeAgentStream, fields: readonly Field[]): Promise<number> {
	const given = fields.filter(([key]) => key === "arg").map(([, value]) => value);
	const words = given.length > 0 ? given : ["bash"];
	const cwd = fieldValue(fields, "cwd") ?? "/root/lab";
	const user = fieldValue(fields, "user") ?? "root";
	const main = guest.findProgram(words[0] ?? "", cwd);
	if (main === undefined || !users.includes(user)) throw new Errno("ENOENT");
	guest.files.list(cwd);
	stream.started();

	const columns = fieldValue(fields, "columns");
	const terminal = columns === undefined ? undefined : new Pty(Number(columns), Number(fieldValue(fields, "rows")));
	const stdin = new Pipe();
	const stdout = new Pipe();
	const stderr = new Pipe();
	const { process, exit } = guest.processes.start(words, undefined, async (process) => {
		try {
			return await main({
				guest,
				process,
				words,
				env: environment(user, fields, terminal !== undefined),
				cwd,
				user,
				stdin: terminal ?? stdin,
				stdout: terminal ?? stdout,
				stderr: terminal ?? stderr,
				terminal,
			});
		} catch (thrown) {
			if (thrown instanceof BrokenPipe) return 141;
			throw thrown;
		}
	});

	stream.onData = async (bytes) => (terminal === undefined ? stdin.write(bytes) : terminal.type(bytes));
	stream.onClose = () => stdin.end();
	stream.onSignal = (signal) => void guest.processes.kill(signal, ({ group }) => group === process.group);
	stream.onResize = (columns, rows) => {
		if (terminal !== undefined) Object.assign(terminal, { columns, rows });
	};
	if (terminal !== undefined) {
		terminal.onInterrupt = () => void guest.processes.kill(2, ({ group }) => group === process.group);
	}
	const handleCancel = () => {
		guest.processes.kill(terminal === undefined ? killForGood : hangUp, ({ session }) => session === process.session);
		terminal?.hangUp();
	};
	stream.cancelled.addEventListener("abort", handleCancel, { once: true });
	if (stream.cancelled.aborted) handleCancel();

	const pumps = terminal === undefined ? [pump(stdout, stream, 1), pump(stderr, stream, 2)] : [pump(terminal.output, stream, 1)];
	const code = await exit;
	guest.processes.kill(hangUp, ({ session }) => terminal !== undefined && session === process.session);
	stdin.break();
	for (const pipe of [stdout, stderr, terminal?.output]) pipe?.end();
	await Promise.all(pumps);
	return code;
}

async function pump(pipe: Pipe, stream: FakeAgentStream, channel: 1 | 2): Promise<void> {
	for (;;) {
		const bytes = await pipe.read();
		if (bytes === undefined) break;
		await stream.data(channel, bytes);
	}
	stream.close(channel);
}

function environment(user: string, fields: readonly Field[], onTerminal: boolean): Map<string, string> {
	const env = new Map([
		["HOME", user === "root" ? "/root" : "/nonexistent"],
		["LANG", "C.UTF-8"],
		["LOGNAME", user],
		["PATH", "/usr/sbin:/usr/bin:/sbin:/bin"],
		["SHELL", "/bin/bash"],
		["USER", user],
	]);
	if (onTerminal) env.set("TERM", "xterm-256color");
	for (const [key, value] of fields) {
		const equals = value.indexOf("=");
		if (key === "env") env.set(value.slice(0, equals), value.slice(equals + 1));
	}
	return env;
}
