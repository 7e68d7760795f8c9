/** The fake guest's programs that deal with processes and with power. */
import { complain, type Main, type Program, print, unlessKilled } from "./program.ts";

const signals: ReadonlyMap<string, number> = new Map([
	["HUP", 1],
	["INT", 2],
	["KILL", 9],
	["TERM", 15],
]);

/** `-9`, `-KILL` or `-SIGKILL`. */
function signalIn(words: readonly string[]): number {
	const option = words.find((word) => /^-(\d+|[A-Z]+)$/.test(word))?.slice(1);
	if (option === undefined) return 15;
	return signals.get(option.replace(/^SIG/, "")) ?? Number(option);
}

/** As pgrep finds them: `-f` looks at whole command lines, `-x` wants the whole name. */
function matching(program: Program) {
	const pattern = new RegExp(program.words.at(-1) ?? "");
	const full = program.words.includes("-f");
	const exact = program.words.includes("-x");
	return ({ pid, words }: { readonly pid: number; readonly words: readonly string[] }) => {
		if (pid === program.process.pid) return false;
		const text = full ? words.join(" ") : (words[0]?.split("/").at(-1) ?? "");
		return exact ? pattern.exec(text)?.[0] === text : pattern.test(text);
	};
}

const sleep: Main = async (program) => {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const slept = new Promise<void>((resolve) => {
		// Browsers and Node alike take a longer wait for none at all.
		timer = setTimeout(resolve, Math.min(Number(program.words[1]) * 1000, 2 ** 31 - 1));
	});
	try {
		await unlessKilled(program, slept);
		return 0;
	} finally {
		clearTimeout(timer);
	}
};

const kill: Main = async (program) => {
	const pids = program.words.slice(1).filter((word) => /^\d+$/.test(word));
	const reached = program.guest.processes.kill(signalIn(program.words), ({ pid }) => pids.includes(String(pid)));
	program.process.killed.signal.throwIfAborted();
	return reached === pids.length ? 0 : complain(program, "no such process");
};

const pgrep: Main = async (program) => {
	const found = program.guest.processes.find(matching(program));
	await print(program, found.map(({ pid }) => `${pid}\n`).join(""));
	return found.length > 0 ? 0 : 1;
};

const pkill: Main = async (program) => {
	return program.guest.processes.kill(signalIn(program.words), matching(program)) > 0 ? 0 : 1;
};

/** In a session of its own, which no terminal's hang-up reaches. */
const setsid: Main = async (program) => {
	const words = program.words.slice(1);
	const main = program.guest.findProgram(words[0] ?? "", program.cwd);
	if (main === undefined) return complain(program, `${words[0]}: No such file or directory`);
	program.guest.startDaemon(words, main);
	return 0;
};

export const processPrograms: readonly (readonly [string, Main])[] = [
	["kill", kill],
	["pgrep", pgrep],
	["pkill", pkill],
	["poweroff", async ({ guest }) => guest.powerOff()],
	["reboot", async ({ guest }) => guest.reboot()],
	["setsid", setsid],
	["sleep", sleep],
];
