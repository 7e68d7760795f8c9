/** A disk without room: programs, Docker and the page's own file calls say so, nothing is lost, and room made is room to use. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, Typist } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";

const note = "/root/lab/note";
const noRoom = "No space left on device";

describe("A full disk", { timeout: 4 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
		await machine.files.write(note, "the old text");
		// More than there is: takes all blocks, and then says that it was not enough. What is left goes to real bytes.
		await run(machine, "fallocate -l 3G /root/lab/filler; cat /dev/urandom > /root/lab/filler-2");
	});

	afterAll(() => machine.dispose());

	async function read(path: string): Promise<string> {
		return new TextDecoder().decode(await machine.files.read(path));
	}

	it("is told to whoever writes, by its own name", async () => {
		expect(await run(machine, "echo more > /root/lab/more")).toMatchObject({ code: 1, stderr: expect.stringContaining(noRoom) });
		const { diskTotalBytes, diskUsedBytes } = await machine.stats();
		expect(diskUsedBytes / diskTotalBytes).toBeGreaterThan(0.99);
	});

	it("leaves a file as it was when there is no room for the new one", async () => {
		const writing = machine.files.write(note, "the new text".repeat(100_000));
		await expect(writing).rejects.toMatchObject({ name: "GuestFileError", detail: "ENOSPC" });
		expect(await read(note)).toBe("the old text");
		const names = (await machine.files.list("/root/lab")).map(({ name }) => name);
		expect(names.sort()).toEqual(["filler", "filler-2", "more", "note"]);
	});

	it("still opens a shell", async () => {
		const terminal = await machine.openTerminal({ columns: 80, rows: 24 });
		const typist = new Typist(terminal);
		await typist.type("printf 'ty%s\\n' ped\r");
		await typist.shows("typed");
		terminal.close();
	});

	it("makes Docker refuse in words, and Docker lives on", async () => {
		const refused = await run(machine, "docker run --rm busybox true");
		expect(refused).toMatchObject({ code: 125, stderr: expect.stringContaining(noRoom.toLowerCase()) });
		expect((await machine.engine.request({ path: "/_ping" })).status).toBe(200);
		expect((await run(machine, "docker ps")).code).toBe(0);
	});

	it("is forgotten when room is made", async () => {
		await run(machine, "rm /root/lab/filler /root/lab/filler-2");
		await machine.files.write(note, "the new text".repeat(100_000));
		expect(await read(note)).toBe("the new text".repeat(100_000));
		expect(await run(machine, "docker run --rm busybox echo works")).toEqual({ stdout: "works\n", stderr: "", code: 0 });
	});

	it("filled by a container is free again when the container is removed", async () => {
		const fill = "busybox fallocate -l 1950M /filler; dd if=/dev/urandom of=/filler-2 bs=64k";
		const filling = await run(machine, `docker run --name filler busybox sh -c '${fill}'`);
		expect(filling).toMatchObject({ code: 1, stderr: expect.stringContaining(noRoom) });
		expect(await run(machine, "docker rm filler")).toEqual({ stdout: "filler\n", stderr: "", code: 0 });
		expect(await run(machine, "docker run --rm busybox echo works")).toEqual({ stdout: "works\n", stderr: "", code: 0 });
		const { diskTotalBytes, diskUsedBytes } = await machine.stats();
		expect(diskUsedBytes / diskTotalBytes).toBeLessThan(0.1);
	});
});
