import { describe, expect, it } from "vitest";
import type { Machine } from "../machine.ts";
import { eventually, maxBufferedBytes, run, Typist, untilGone } from "./support.ts";

const size = { columns: 80, rows: 24 };

export function describeTerminals(machine: () => Machine): void {
	describe("terminals", () => {
		it("runs what is typed, in a login shell in the home folder of the lab", async () => {
			const terminal = await machine().openTerminal(size);
			const typist = new Typist(terminal);
			await typist.type('printf \'in:%s:%s:%s\\n\' "$PWD" "$USER" "$TERM"\r');
			await typist.shows("in:/root/lab:root:xterm-256color");
			await typist.type("exit 3\r");
			expect(await terminal.exit).toEqual({ code: 3 });
			await typist.rest();
		});

		it("has the size it is given, and takes another", async () => {
			const terminal = await machine().openTerminal(size);
			const typist = new Typist(terminal);
			await typist.type("stty size\r");
			await typist.shows("24 80");
			terminal.resize({ columns: 132, rows: 43 });
			await typist.type("stty size\r");
			await typist.shows("43 132");
			terminal.close();
			await terminal.exit;
		});

		it("keeps several terminals apart", async () => {
			const terminals = await Promise.all([1, 2, 3].map(() => machine().openTerminal(size)));
			const typists = terminals.map((terminal) => new Typist(terminal));
			await Promise.all(typists.map((typist, index) => typist.type(`printf 'mark%s\\n' -${index}\r`)));
			await Promise.all(typists.map((typist, index) => typist.shows(`mark-${index}`)));
			await Promise.all(typists.map((typist) => typist.type("exit 0\r")));
			const rests = await Promise.all(typists.map((typist) => typist.rest()));
			for (const [index, rest] of rests.entries()) {
				for (const other of [0, 1, 2].filter((number) => number !== index)) expect(rest).not.toContain(`mark-${other}`);
			}
			expect(await Promise.all(terminals.map((terminal) => terminal.exit))).toEqual([{ code: 0 }, { code: 0 }, { code: 0 }]);
		});

		it("shows every script and symbol", async () => {
			const terminal = await machine().openTerminal({ ...size, command: ["cat"] });
			const typist = new Typist(terminal);
			await typist.type("grüße 漢字 🚢\r");
			// Once as the echo of what was typed, once from cat.
			await typist.shows("grüße 漢字 🚢");
			await typist.shows("grüße 漢字 🚢");
			await typist.type("\x04");
			expect(await terminal.exit).toEqual({ code: 0 });
		});

		it("runs the command it is given instead of a shell", async () => {
			const terminal = await machine().openTerminal({ ...size, command: ["bash", "-c", "pwd; exit 4"], cwd: "/tmp" });
			expect(await new Typist(terminal).rest()).toBe("/tmp\r\n");
			expect(await terminal.exit).toEqual({ code: 4 });
			const missing = machine().openTerminal({ ...size, command: ["/no/such/program"] });
			await expect(missing).rejects.toMatchObject({ name: "GuestCommandError", detail: "ENOENT" });
		});

		it("ends the running command at Ctrl-C and goes on", async () => {
			const terminal = await machine().openTerminal(size);
			const typist = new Typist(terminal);
			await typist.type("printf 'go%s\\n' ing; sleep 4251\r");
			await typist.shows("going");
			// Between two commands bash hears Ctrl-C itself, and may go on to the next one.
			await eventually("sleep runs", async () => (await run(machine(), ["pgrep", "-f", "^sleep 4251"])).code === 0);
			await typist.type("\x03");
			await typist.type("printf 'af%s\\n' ter\r");
			await typist.shows("after");
			terminal.close();
			await terminal.exit;
			await untilGone(machine(), "sleep 4251");
		});

		it("holds back a flood that nobody reads, and still hears Ctrl-C", async () => {
			const terminal = await machine().openTerminal(size);
			const typist = new Typist(terminal);
			await typist.type("yes\r");
			await typist.shows("y\r\ny\r\n");
			const readBefore = typist.readBytes;
			expect((await run(machine(), "head -c 1000000 /dev/zero | wc -c")).stdout.trim()).toBe("1000000");
			await typist.type("\x03");
			await typist.type("printf 'fin%s\\n' ished\r");
			await typist.shows("finished");
			expect(typist.readBytes - readBefore).toBeLessThan(maxBufferedBytes);
			terminal.close();
			await terminal.exit;
		});

		it("hangs up on what runs in it when it is closed", async () => {
			const terminal = await machine().openTerminal({ ...size, command: ["sleep", "4252"] });
			terminal.close();
			expect(await terminal.exit).toEqual({ code: 129 });
			await untilGone(machine(), "sleep 4252");
		});

		it("ends when its shell is killed", async () => {
			const terminal = await machine().openTerminal(size);
			terminal.kill("SIGKILL");
			expect(await terminal.exit).toEqual({ code: 137 });
		});
	});
}
