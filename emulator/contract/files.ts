import { beforeAll, describe, expect, it } from "vitest";
import type { FileChange, Machine } from "../machine.ts";
import { expectSameBytes, noise, run, utf8 } from "./support.ts";

const folder = "/tmp/contract files";

export function describeFiles(machine: () => Machine): void {
	describe("files", () => {
		beforeAll(async () => {
			await machine().files.makeDirectory(folder);
		});

		it("gives back what was written, and shows it to the guest's programs", async () => {
			const { files } = machine();
			await files.write(`${folder}/note`, "grüße\n");
			expect(new TextDecoder().decode(await files.read(`${folder}/note`))).toBe("grüße\n");
			expect((await run(machine(), ["cat", `${folder}/note`])).stdout).toBe("grüße\n");
			await files.write(`${folder}/note`, "");
			expect(await files.read(`${folder}/note`)).toHaveLength(0);
		});

		it("reads what the guest's programs wrote", async () => {
			await run(machine(), `echo "from the shell" > '${folder}/shell'`);
			expect(new TextDecoder().decode(await machine().files.read(`${folder}/shell`))).toBe("from the shell\n");
		});

		it("makes missing folders on the way and sets permissions", async () => {
			const { files } = machine();
			await files.write(`${folder}/deep/er/script`, "#!/bin/sh\n", { mode: 0o755 });
			expect(await files.stat(`${folder}/deep/er/script`)).toMatchObject({
				name: "script",
				type: "file",
				sizeBytes: 10,
				mode: 0o755,
			});
			await files.write(`${folder}/deep/er/plain`, "x");
			expect((await files.stat(`${folder}/deep/er/plain`)).mode).toBe(0o644);
			expect((await files.stat(`${folder}/deep`)).type).toBe("directory");
		});

		it("carries five megabytes there and back unharmed", async () => {
			const { files } = machine();
			const content = noise(5_000_000);
			await files.write(`${folder}/big`, content);
			expectSameBytes(await files.read(`${folder}/big`), content);
		});

		it("reads piecewise, as far as wanted", async () => {
			const { files } = machine();
			await files.write(`${folder}/pieces`, noise(1_000_000));
			const reader = (await files.readStream(`${folder}/pieces`)).getReader();
			const { value } = await reader.read();
			expect(value).toEqual(noise(1_000_000).subarray(0, value?.length));
			await reader.cancel();
			expect((await files.stat(`${folder}/pieces`)).sizeBytes).toBe(1_000_000);
		});

		it("manages names with spaces, line ends and all scripts", async () => {
			const { files } = machine();
			const names = [" leading", "a b  c", "line\nend", "quote'\"$`\\", "漢字 é 🚢"];
			for (const name of names) await files.write(`${folder}/names/${name}`, name);
			const listed = await files.list(`${folder}/names`);
			expect(listed.map(({ name }) => name).sort()).toEqual([...names].sort());
			for (const name of names) expect(await files.read(`${folder}/names/${name}`)).toEqual(utf8(name));
		});

		it("tells kinds of files, sizes and times", async () => {
			const { files } = machine();
			await run(
				machine(),
				`mkdir -p '${folder}/kinds/sub'; echo 1234 > '${folder}/kinds/file'; ln -s file '${folder}/kinds/link'`,
			);
			const entries = new Map((await files.list(`${folder}/kinds`)).map((entry) => [entry.name, entry]));
			expect([...entries].map(([name, { type }]) => [name, type]).sort()).toEqual([
				["file", "file"],
				["link", "symlink"],
				["sub", "directory"],
			]);
			expect(entries.get("file")?.sizeBytes).toBe(5);
			expect(Math.abs((entries.get("file")?.modifiedMs ?? 0) - Date.now())).toBeLessThan(5000);
			expect((await files.stat(`${folder}/kinds/link`)).type).toBe("symlink");
			expect((await files.stat("/dev/null")).type).toBe("other");
			expect(await files.list(`${folder}/kinds/sub`)).toEqual([]);
		});

		it("renames, and removes folders with all that is in them", async () => {
			const { files } = machine();
			await files.write(`${folder}/from/file`, "x");
			await files.rename(`${folder}/from`, `${folder}/to`);
			expect((await files.list(`${folder}/to`)).map(({ name }) => name)).toEqual(["file"]);
			await files.remove(`${folder}/to`);
			await expect(files.stat(`${folder}/to`)).rejects.toMatchObject({ detail: "ENOENT" });
			await files.makeDirectory(`${folder}/a/b/c`);
			await files.makeDirectory(`${folder}/a/b/c`);
			expect((await files.stat(`${folder}/a/b/c`)).type).toBe("directory");
		});

		it("names what went wrong", async () => {
			const { files } = machine();
			const failing = (detail: string) => ({ name: "GuestFileError", detail });
			await files.write(`${folder}/file`, "x");
			await expect(files.read(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.readStream(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.list(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.stat(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.remove(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.rename(`${folder}/missing`, `${folder}/x`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.watch(`${folder}/missing`)).rejects.toMatchObject(failing("ENOENT"));
			await expect(files.read(folder)).rejects.toMatchObject(failing("EISDIR"));
			await expect(files.list(`${folder}/file`)).rejects.toMatchObject(failing("ENOTDIR"));
			await expect(files.write(`${folder}/file/below`, "x")).rejects.toMatchObject(failing("ENOTDIR"));
			await expect(files.read("relative")).rejects.toMatchObject(failing("EINVAL"));
			await expect(files.write("/sys/not-allowed", noise(200_000))).rejects.toMatchObject({
				name: "GuestFileError",
				detail: expect.stringMatching(/^(EACCES|EPERM|EROFS)$/),
			});
		});

		it("reports changes in a folder, and in folders made in it later", async () => {
			const { files } = machine();
			const watched = `${folder}/watched`;
			await files.makeDirectory(watched);
			const changes = (await files.watch(watched)).getReader();
			const until = async (wanted: FileChange) => {
				for (;;) {
					const { done, value } = await changes.read();
					if (done) throw new Error(`the watch ended without "${wanted.kind}" of ${wanted.path}`);
					if (value.kind === wanted.kind && value.path === wanted.path) return;
				}
			};
			await run(machine(), `echo one > '${watched}/by shell'`);
			await until({ kind: "created", path: `${watched}/by shell` });
			await run(machine(), `echo two > '${watched}/by shell'`);
			await until({ kind: "modified", path: `${watched}/by shell` });
			await files.write(`${watched}/by\npage`, "x");
			await until({ kind: "created", path: `${watched}/by\npage` });
			await files.remove(`${watched}/by shell`);
			await until({ kind: "deleted", path: `${watched}/by shell` });
			await files.makeDirectory(`${watched}/later`);
			await until({ kind: "created", path: `${watched}/later` });
			await files.write(`${watched}/later/inside`, "x");
			await until({ kind: "created", path: `${watched}/later/inside` });
			await changes.cancel();
		});
	});
}
