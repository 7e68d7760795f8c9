import { describe, expect, it } from "vitest";
import { readAll } from "../agent/read-all.ts";
import type { Machine } from "../machine.ts";
import { countBytes, expectSameBytes, maxBufferedBytes, noise, readText, run, untilGone, utf8 } from "./support.ts";

export function describeExec(machine: () => Machine): void {
	describe("running a command", () => {
		it("gives its output, its error output and its exit code", async () => {
			expect(await run(machine(), "echo out; echo err >&2; exit 7")).toEqual({ stdout: "out\n", stderr: "err\n", code: 7 });
			expect(await run(machine(), "true")).toEqual({ stdout: "", stderr: "", code: 0 });
		});

		it("runs a list of words as they are, without a shell", async () => {
			const { stdout } = await run(machine(), ["echo", "two  words", "$HOME", "é漢"]);
			expect(stdout).toBe("two  words $HOME é漢\n");
		});

		it("says that there is no such program, folder or user", async () => {
			const missing = { name: "GuestCommandError", detail: "ENOENT" };
			await expect(machine().exec(["/no/such/program"])).rejects.toMatchObject(missing);
			await expect(machine().exec(["no-such-program"])).rejects.toMatchObject(missing);
			await expect(machine().exec("true", { cwd: "/no/such/folder" })).rejects.toMatchObject(missing);
			await expect(machine().exec("true", { user: "nosuchuser" })).rejects.toMatchObject(missing);
		});

		it("works in the home folder of the lab, or where it is told to", async () => {
			expect((await run(machine(), "pwd")).stdout).toBe("/root/lab\n");
			expect((await run(machine(), "pwd", { cwd: "/tmp" })).stdout).toBe("/tmp\n");
		});

		it("runs as root, or as the user it is told to", async () => {
			expect((await run(machine(), "id -un")).stdout).toBe("root\n");
			expect((await run(machine(), "id -un", { user: "nobody", cwd: "/" })).stdout).toBe("nobody\n");
		});

		it("has a login environment and what is added to it", async () => {
			const env = { GREETING: "hello  you\nthere=é", EMPTY: "" };
			const { stdout } = await run(machine(), `printf '%s|' "$HOME" "$USER" "$GREETING" "$EMPTY"`, { env });
			expect(stdout).toBe("/root|root|hello  you\nthere=é||");
			expect((await run(machine(), 'echo "$PATH"')).stdout).toContain("/usr/bin");
		});

		it("reads what is written to it until its input is closed", async () => {
			const process = await machine().exec("cat");
			const writer = process.stdin.getWriter();
			const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
			await writer.write(everyByte);
			await writer.close();
			expect(await readAll(process.stdout)).toEqual(everyByte);
			expect(await process.exit).toEqual({ code: 0 });
		});

		it("takes and gives megabytes unharmed", async () => {
			const content = noise(3_000_000);
			const process = await machine().exec("cat");
			const writer = process.stdin.getWriter();
			const written = writer.write(content).then(() => writer.close());
			const echoed = await readAll(process.stdout);
			await written;
			expectSameBytes(echoed, content);
		});

		it("runs several at the same time", async () => {
			const numbers = Array.from({ length: 8 }, (_, index) => String(index));
			const outcomes = await Promise.all(numbers.map((number) => run(machine(), `echo "${number}"; exit ${number}`)));
			expect(outcomes.map(({ stdout, code }) => [stdout, code])).toEqual(
				numbers.map((number) => [`${number}\n`, Number(number)]),
			);
		});

		it("settles as soon as the process runs, and reports the signal that ended it", async () => {
			for (const [signal, code] of [
				["SIGTERM", 143],
				["SIGINT", 130],
				["SIGKILL", 137],
			] as const) {
				const process = await machine().exec(["sleep", "4241"]);
				process.kill(signal);
				expect(await process.exit).toEqual({ code });
			}
		});

		it("kills a command that takes longer than it may, with all that it started", async () => {
			const process = await machine().exec("sleep 4242 & sleep 4243; wait", { timeoutMs: 400 });
			await expect(process.exit).rejects.toMatchObject({ name: "CommandTimeoutError" });
			await untilGone(machine(), "sleep 424[23]");
		});

		it("leaves a command alone that ends in time", async () => {
			expect((await run(machine(), "echo quick", { timeoutMs: 60_000 })).stdout).toBe("quick\n");
		});

		it("kills a command whose caller lost interest", async () => {
			const controller = new AbortController();
			const process = await machine().exec("sleep 4244 & sleep 4245; wait", { signal: controller.signal });
			controller.abort(new Error("next lesson"));
			await expect(process.exit).rejects.toThrow("next lesson");
			await untilGone(machine(), "sleep 424[45]");
			await expect(machine().exec("true", { signal: controller.signal })).rejects.toThrow("next lesson");
		});

		it("holds back a command whose output nobody reads, while others run on", async () => {
			const flood = await machine().exec("yes");
			const other = await machine().exec("head -c 4000000 /dev/zero");
			expect(await countBytes(other.stdout)).toBe(4_000_000);
			flood.kill("SIGKILL");
			const unread = await countBytes(flood.stdout);
			expect(unread).toBeGreaterThan(0);
			expect(unread).toBeLessThan(maxBufferedBytes);
			expect(await flood.exit).toEqual({ code: 137 });
		});

		it("lets a command run to its end when its output is not wanted", async () => {
			const process = await machine().exec("head -c 2000000 /dev/zero; exit 5");
			await process.stdout.cancel();
			expect(await process.exit).toEqual({ code: 5 });
		});

		it("holds back a writer whose command does not read, and lets go when the command ends", async () => {
			const process = await machine().exec(["sleep", "4246"]);
			const writer = process.stdin.getWriter();
			let settled = false;
			const written = writer.write(noise(3_000_000)).then(() => {
				settled = true;
			});
			expect((await run(machine(), "head -c 1000000 /dev/zero | wc -c")).stdout.trim()).toBe("1000000");
			expect(settled).toBe(false);
			process.kill("SIGKILL");
			await process.exit;
			await written;
		});

		it("gives output before the command has ended", async () => {
			const process = await machine().exec("echo ready; cat");
			const reader = process.stdout.getReader();
			expect(new TextDecoder().decode((await reader.read()).value)).toBe("ready\n");
			reader.releaseLock();
			const writer = process.stdin.getWriter();
			await writer.write(utf8("more"));
			await writer.close();
			expect(await readText(process.stdout)).toBe("more");
		});
	});
}
