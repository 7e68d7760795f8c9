import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GuestTerminal } from "#workspace/state.ts";
import type { TabShell } from "#workspace/tabs.ts";
import { runShells } from "./run-shells.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** One shell whose output and end the test decides. */
function shellDouble() {
	let output!: ReadableStreamDefaultController<Uint8Array>;
	let settle!: { resolve(status: { code: number }): void; reject(error: unknown): void };
	const exit = new Promise<{ code: number }>((resolve, reject) => {
		settle = { resolve, reject };
	});
	const typed: string[] = [];
	const sizes: string[] = [];
	const shell = {
		typed,
		sizes,
		closed: false,
		print: (text: string) => output.enqueue(new TextEncoder().encode(text)),
		exit: (code: number) => {
			output.close();
			settle.resolve({ code });
		},
		lose: () => {
			output.error(new Error("the agent is gone"));
			settle.reject(new Error("the agent is gone"));
		},
		terminal: {
			output: new ReadableStream<Uint8Array>({
				start(controller) {
					output = controller;
				},
			}),
			input: new WritableStream<Uint8Array>({ write: (bytes) => void typed.push(new TextDecoder().decode(bytes)) }),
			exit,
			resize: ({ columns, rows }) => void sizes.push(`${columns}x${rows}`),
			kill() {},
			close() {
				shell.closed = true;
				settle.resolve({ code: 129 });
			},
		} satisfies GuestTerminal,
	};
	return shell;
}

function tabOfShells() {
	const shells: ReturnType<typeof shellDouble>[] = [];
	const states: TabShell[] = [];
	const notes: string[] = [];
	let drawn = "";
	let refuse: Error | undefined;
	let opening: Promise<void> | undefined;
	const stop = new AbortController();
	const control = runShells({
		workspace: {
			async openTerminal() {
				if (refuse) throw refuse;
				await opening;
				const shell = shellDouble();
				shells.push(shell);
				return shell.terminal;
			},
			showShell: (_, state) => void states.push(state),
		},
		tabId: "tab-1",
		screen: {
			size: () => ({ columns: 100, rows: 30 }),
			write: (bytes, done) => {
				drawn += new TextDecoder().decode(bytes);
				done();
			},
			note: (text) => void notes.push(text),
			resetModes() {},
		},
		failureText: (name) => `Cannot: ${name}.`,
		signal: stop.signal,
	});
	return {
		shells,
		states,
		notes,
		control,
		stop,
		drawn: () => drawn,
		refuse: (error: Error | undefined) => {
			refuse = error;
		},
		holdOpening: () => {
			opening = new Promise(() => {});
		},
		last: () => shells.at(-1) as ReturnType<typeof shellDouble>,
	};
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the shells of a tab", () => {
	it("the first opens by itself, at the screen's size, and speaks both ways", async () => {
		const tab = tabOfShells();
		await settle();
		expect(tab.last().sizes).toEqual(["100x30"]);
		tab.last().print("root@slipway:~/lab# ");
		tab.control.type("ls\r");
		tab.control.resize({ columns: 80, rows: 24 });
		await settle();
		expect(tab.drawn()).toBe("root@slipway:~/lab# ");
		expect(tab.last().typed.join("")).toBe("ls\r");
		expect(tab.last().sizes.at(-1)).toBe("80x24");
		tab.stop.abort();
	});

	it("after `exit` the tab says so, keeps its last output, and Enter brings a new shell", async () => {
		const tab = tabOfShells();
		await settle();
		tab.last().print("logout");
		tab.last().exit(3);
		await settle();
		expect(tab.drawn()).toBe("logout");
		expect(tab.states.at(-1)).toEqual({ state: "exited", code: 3 });
		expect(tab.notes.at(-1)).toContain("code 3");
		tab.control.type("x");
		await settle();
		expect(tab.shells).toHaveLength(1);
		tab.control.type("\r");
		await settle();
		expect(tab.shells).toHaveLength(2);
		expect(tab.states.at(-1)).toEqual({ state: "open" });
		tab.stop.abort();
	});

	it("what is typed while a new shell opens is not lost", async () => {
		const tab = tabOfShells();
		tab.control.type("early");
		await settle();
		expect(tab.last().typed.join("")).toBe("early");
		tab.last().exit(0);
		await settle();
		expect(tab.control.type("x")).toBe(false);
		tab.control.type("\r");
		tab.control.type("ls\r");
		await settle();
		expect(tab.last().typed.join("")).toBe("ls\r");
		tab.stop.abort();
	});

	it("keys meant for a shell that was lost do not run in the one that replaces it", async () => {
		const tab = tabOfShells();
		await settle();
		await vi.advanceTimersByTimeAsync(10_000);
		tab.holdOpening();
		tab.last().lose();
		await settle();
		expect(tab.control.type("rm -rf build\r")).toBe(false);
		tab.stop.abort();
	});

	it("a shell lost with the machine's agent comes back by itself", async () => {
		const tab = tabOfShells();
		await settle();
		await vi.advanceTimersByTimeAsync(10_000);
		tab.last().lose();
		await settle();
		expect(tab.shells).toHaveLength(2);
		tab.stop.abort();
	});

	it("shells that are lost at once are not opened over and over", async () => {
		const tab = tabOfShells();
		await settle();
		tab.last().lose();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(tab.shells).toHaveLength(1);
		expect(tab.notes.at(-1)).toContain("Press Enter");
		tab.stop.abort();
	});

	it("a machine that cannot open a shell says why, and Enter tries again", async () => {
		const tab = tabOfShells();
		await settle();
		tab.last().exit(0);
		await settle();
		tab.refuse(new Error("no more processes"));
		tab.control.type("\r");
		await settle();
		expect(tab.notes.at(-1)).toBe("Cannot: GuestCommandError. Press Enter to try again.");
		tab.refuse(undefined);
		tab.control.type("\r");
		await settle();
		expect(tab.states.at(-1)).toEqual({ state: "open" });
		tab.stop.abort();
	});

	it("closing the tab hangs up on its shell and opens no other", async () => {
		const tab = tabOfShells();
		await settle();
		tab.stop.abort();
		await settle();
		expect(tab.last().closed).toBe(true);
		expect(tab.shells).toHaveLength(1);
		expect(vi.getTimerCount()).toBe(0);
	});
});
