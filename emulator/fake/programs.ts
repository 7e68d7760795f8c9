/** The fake guest's programs: those the contract suite uses, and a few to look around with. */
import { Errno } from "./errno.ts";
import { absolute } from "./fake-files.ts";
import { networkPrograms } from "./network-programs.ts";
import { processPrograms } from "./process-programs.ts";
import { complain, type Main, type Program, print, yieldToHost } from "./program.ts";
import { shellMain } from "./shell.ts";

const blockBytes = 32768;

/** Runs `action` on each operand, and complains as programs do about those that fail. */
function forEachOperand(action: (program: Program, path: string) => Promise<void> | void): Main {
	return async (program) => {
		let code = 0;
		for (const operand of operands(program)) {
			try {
				await action(program, absolute(operand, program.cwd));
			} catch (thrown) {
				if (!(thrown instanceof Errno)) throw thrown;
				code = await complain(program, `${operand}: ${thrown.message}`);
			}
		}
		return code;
	};
}

function operands(program: Program): string[] {
	return program.words.slice(1).filter((word) => !word.startsWith("-"));
}

const echo: Main = async (program) => {
	await print(program, `${program.words.slice(1).join(" ")}\n`);
	return 0;
};

const printf: Main = async (program) => {
	const [, format = "", ...values] = program.words;
	let text = "";
	do {
		text += format
			.replace(/%[sd%]/g, (mark) => (mark === "%%" ? "%" : (values.shift() ?? "")))
			.replace(/\\n/g, "\n")
			.replace(/\\t/g, "\t");
	} while (values.length > 0 && /%[sd]/.test(format));
	await print(program, text);
	return 0;
};

async function copyInput(program: Program): Promise<void> {
	const { signal } = program.process.killed;
	for (;;) {
		const bytes = await program.stdin.read(signal);
		if (bytes === undefined) return;
		await program.stdout.write(bytes, signal);
	}
}

const cat: Main = async (program) => {
	if (operands(program).length > 0) return catFiles(program);
	await copyInput(program);
	return 0;
};

const catFiles = forEachOperand((program, path) =>
	program.stdout.write(program.guest.files.read(path), program.process.killed.signal),
);

const yes: Main = async (program) => {
	const block = new TextEncoder().encode(`${program.words[1] ?? "y"}\n`.repeat(1000));
	for (;;) {
		await program.stdout.write(block, program.process.killed.signal);
		await yieldToHost();
	}
};

const head: Main = async (program) => {
	const [, , count = "0", path] = program.words;
	const { signal } = program.process.killed;
	let left = Number(count);
	while (left > 0) {
		const length = Math.min(left, blockBytes);
		const bytes = path === undefined ? await program.stdin.read(signal) : readDevice(program, path, length);
		if (bytes === undefined) break;
		await program.stdout.write(bytes.subarray(0, left), signal);
		left -= Math.min(bytes.length, left);
	}
	return 0;
};

function readDevice(program: Program, path: string, length: number): Uint8Array {
	if (path === "/dev/urandom") return program.guest.random.bytes(length);
	return new Uint8Array(length);
}

const wc: Main = async (program) => {
	let bytes = 0;
	let lines = 0;
	for (;;) {
		const piece = await program.stdin.read(program.process.killed.signal);
		if (piece === undefined) break;
		bytes += piece.length;
		for (const byte of piece) if (byte === 0x0a) lines++;
	}
	await print(program, `${program.words[1] === "-l" ? lines : bytes}\n`);
	return 0;
};

const od: Main = async (program) => {
	for (;;) {
		const piece = await program.stdin.read(program.process.killed.signal);
		if (piece === undefined) return 0;
		await print(program, `${Array.from(piece, (byte) => ` ${byte.toString(16).padStart(2, "0")}`).join("")}\n`);
	}
};

const date: Main = async (program) => {
	const [, format = "+%s"] = program.words;
	const nowMs = program.guest.nowMs();
	const nanoseconds = String(Math.floor((nowMs % 1000) * 1e6)).padStart(9, "0");
	await print(
		program,
		`${format
			.slice(1)
			.replace("%s", String(Math.floor(nowMs / 1000)))
			.replace("%N", nanoseconds)}\n`,
	);
	return 0;
};

const ls: Main = async (program) => {
	const [path = program.cwd] = operands(program);
	const names = program.guest.files.list(absolute(path, program.cwd)).map(({ name }) => name);
	await print(
		program,
		names
			.sort()
			.map((name) => `${name}\n`)
			.join(""),
	);
	return 0;
};

const ln: Main = async (program) => {
	const [target = "", path = ""] = operands(program);
	program.guest.files.link(target, absolute(path, program.cwd));
	return 0;
};

const stty: Main = async (program) => {
	if (program.terminal === undefined) return complain(program, "the standard input is no terminal");
	await print(program, `${program.terminal.rows} ${program.terminal.columns}\n`);
	return 0;
};

const env: Main = async (program) => {
	await print(program, [...program.env].map(([name, value]) => `${name}=${value}\n`).join(""));
	return 0;
};

function says(text: (program: Program) => string): Main {
	return async (program) => {
		await print(program, `${text(program)}\n`);
		return 0;
	};
}

export const programs: ReadonlyMap<string, Main> = new Map<string, Main>([
	...networkPrograms,
	...processPrograms,
	["bash", shellMain],
	["cat", cat],
	["date", date],
	["docker", (program) => complain(program, "this is the fake machine; it has no Docker")],
	["echo", echo],
	["env", env],
	["false", async () => 1],
	["head", head],
	["id", says(({ user }) => user)],
	["ln", ln],
	["ls", ls],
	["mkdir", forEachOperand((program, path) => program.guest.files.makeDirectory(path))],
	["od", od],
	["printf", printf],
	["pwd", says(({ cwd }) => cwd)],
	["rm", forEachOperand((program, path) => program.guest.files.remove(path))],
	["sh", shellMain],
	["stty", stty],
	["sync", async () => 0],
	["true", async () => 0],
	["uname", says(() => "Fake")],
	["wc", wc],
	["yes", yes],
]);
