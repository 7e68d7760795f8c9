import { describe, expect, it } from "vitest";
import { createInputQueue } from "./input-queue.ts";

/** A shell that takes `at most` so many writes until `release` is called. */
function shellThatReads(atMost = Number.POSITIVE_INFINITY) {
	const taken: string[] = [];
	const decoder = new TextDecoder();
	let left = atMost;
	let resume = () => {};
	const input = new WritableStream<Uint8Array>({
		async write(bytes) {
			if (left <= 0) {
				await new Promise<void>((resolve) => {
					resume = resolve;
				});
			}
			left -= 1;
			taken.push(decoder.decode(bytes));
		},
	});
	return {
		input,
		taken,
		text: () => taken.join(""),
		release: () => {
			left = Number.POSITIVE_INFINITY;
			resume();
		},
	};
}

function nextTask(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

describe("input on its way to a shell", () => {
	it("keys typed around a paste keep their places", async () => {
		const shell = shellThatReads();
		const queue = createInputQueue(shell.input);
		queue.type("echo ");
		const pasted = queue.paste("a b", { bracketed: false });
		queue.type("\r");
		expect(await pasted).toBe("done");
		await nextTask();
		expect(shell.text()).toBe("echo a b\r");
	});

	it("a paste of fifty million characters waits in the page as text, not as bytes on the way", async () => {
		const shell = shellThatReads(3);
		const queue = createInputQueue(shell.input);
		const sent: number[] = [];
		const pasted = queue.paste("z".repeat(50_000_000), { bracketed: false, onProgress: (characters) => sent.push(characters) });
		for (let turn = 0; turn < 20; turn += 1) await nextTask();
		expect(shell.taken).toHaveLength(3);
		expect(sent.at(-1)).toBe(3 * 4096);
		queue.stopPaste();
		shell.release();
		expect(await pasted).toBe("stopped");
		expect(shell.taken.length).toBeLessThanOrEqual(5);
	});

	it("a stopped paste still tells the shell that the pasted text has ended", async () => {
		const shell = shellThatReads(2);
		const queue = createInputQueue(shell.input);
		const pasted = queue.paste("line\n".repeat(100_000), { bracketed: true });
		await nextTask();
		expect(queue.stopPaste()).toBe(true);
		queue.type("\u0003");
		shell.release();
		expect(await pasted).toBe("stopped");
		await nextTask();
		expect(shell.text().endsWith("\u001b[201~\u0003")).toBe(true);
		expect(queue.stopPaste()).toBe(false);
	});

	it("a paste that waits behind another is stopped with it and sends nothing", async () => {
		const shell = shellThatReads(1);
		const queue = createInputQueue(shell.input);
		const first = queue.paste("a".repeat(50_000), { bracketed: true });
		const second = queue.paste("b".repeat(50_000), { bracketed: true });
		await nextTask();
		queue.stopPaste();
		shell.release();
		expect(await Promise.all([first, second])).toEqual(["stopped", "stopped"]);
		expect(shell.text()).not.toContain("b");
	});

	it("keys held down before a program that does not read are dropped, not collected for ever", async () => {
		const shell = shellThatReads(0);
		const queue = createInputQueue(shell.input);
		let dropped = 0;
		for (let key = 0; key < 100_000; key += 1) if (!queue.type("x")) dropped += 1;
		expect(dropped).toBe(100_000 - 16 * 1024);
		shell.release();
		for (let turn = 0; turn < 5; turn += 1) await nextTask();
		expect(queue.type("y")).toBe(true);
	});

	it("a shell that is gone takes nothing, and nobody waits for it", async () => {
		const gone = new WritableStream<Uint8Array>({ start: (controller) => controller.error(new Error("hung up")) });
		const queue = createInputQueue(gone);
		expect(queue.type("hello")).toBe(true);
		expect(await queue.paste("text", { bracketed: true })).toBe("stopped");
	});
});
