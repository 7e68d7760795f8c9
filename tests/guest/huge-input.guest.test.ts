/** A gigabyte of input: it stays where it comes from, and only what the guest has room for leaves there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maxBufferedBytes, run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

const gigabyte = 2 ** 30;
const size = { columns: 80, rows: 24 };
/** Makes the terminal pass bytes on as they are, and echo none. */
const raw = "stty raw -echo; printf ready;";

describe("A gigabyte of input", { timeout: 4 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});

	afterAll(() => machine.dispose());

	/** Lines of text, made when they are asked for. */
	function gigabyteOfText() {
		const piece = new TextEncoder().encode(`echo ${"x".repeat(58)}\n`.repeat(1024));
		let takenBytes = 0;
		const stream = new ReadableStream<Uint8Array>(
			{
				pull(controller) {
					if (takenBytes >= gigabyte) controller.close();
					else controller.enqueue(piece.slice());
					takenBytes += piece.length;
				},
			},
			{ highWaterMark: 0 },
		);
		return { stream, taken: () => takenBytes };
	}

	/** Gives everything under way the time that a megabyte takes to cross. */
	async function waitAWhile(): Promise<void> {
		expect((await run(machine, "head -c 1000000 /dev/zero | wc -c")).stdout.trim()).toBe("1000000");
	}

	it("for a command that does not read it stays where it is", async () => {
		const text = gigabyteOfText();
		const command = await machine.exec(["sleep", "4321"]);
		const giving = text.stream.pipeTo(command.stdin);
		await waitAWhile();
		expect(text.taken()).toBeLessThan(maxBufferedBytes);
		command.kill("SIGKILL");
		expect(await command.exit).toEqual({ code: 137 });
		// Nobody reads any more: the rest is dropped, and whoever gives does not hang.
		await giving;
	});

	it("for a command that reads some of it gives no more than that away", async () => {
		const readBytes = 8_000_000;
		const text = gigabyteOfText();
		const command = await machine.exec(`head -c ${readBytes} | wc -c; sleep 4322`);
		const output = command.stdout.getReader();
		const giving = text.stream.pipeTo(command.stdin);
		expect(new TextDecoder().decode((await output.read()).value).trim()).toBe(String(readBytes));
		await waitAWhile();
		expect(text.taken()).toBeGreaterThanOrEqual(readBytes);
		expect(text.taken() - readBytes).toBeLessThan(maxBufferedBytes);
		command.kill("SIGKILL");
		await command.exit;
		await giving;
	});

	it("pasted into a terminal whose program does not read stays where it is", async () => {
		const text = gigabyteOfText();
		const terminal = await machine.openTerminal({ ...size, command: ["bash", "-c", `${raw} sleep 4323`] });
		await terminal.output.getReader().read();
		const pasting = text.stream.pipeTo(terminal.input);
		await waitAWhile();
		expect(text.taken()).toBeLessThan(maxBufferedBytes);
		terminal.close();
		await terminal.exit;
		await pasting;
	});

	it("pasted into a terminal goes at the pace of the program, and can be stopped", async () => {
		const readBytes = 4_000_000;
		const text = gigabyteOfText();
		const command = ["bash", "-c", `${raw} head -c ${readBytes} | wc -c; exec cat > /dev/null`];
		const terminal = await machine.openTerminal({ ...size, command });
		const output = terminal.output.getReader();
		await output.read();
		const stop = new AbortController();
		const pasting = text.stream.pipeTo(terminal.input, { signal: stop.signal, preventAbort: true });
		expect(new TextDecoder().decode((await output.read()).value).trim()).toBe(String(readBytes));
		stop.abort(new Error("Ctrl-C"));
		await expect(pasting).rejects.toThrow("Ctrl-C");
		expect(text.taken() - readBytes).toBeLessThan(4 * maxBufferedBytes);
		terminal.kill("SIGKILL");
		expect(await terminal.exit).toEqual({ code: 137 });
	});
});
