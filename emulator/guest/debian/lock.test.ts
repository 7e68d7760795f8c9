import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readLock } from "./lock.ts";
import { biosPackage, installedPackages, kernelSourcePackage, unpackedPackages } from "./wanted.ts";

test("Everything the guest is made of is in the lock file", async () => {
	const locked = new Set((await readLock()).map((entry) => entry.name));
	const wanted = [...installedPackages, ...unpackedPackages, kernelSourcePackage, biosPackage];
	expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});

test("The notices name every locked package in its version", async () => {
	const notices = await readFile(new URL("../../../NOTICES.md", import.meta.url), "utf8");
	const missing = (await readLock()).filter(({ name, version }) => !notices.includes(`| ${name} | ${version} |`));
	expect(
		missing.map((entry) => entry.name),
		'run "npm run notices"',
	).toEqual([]);
});
