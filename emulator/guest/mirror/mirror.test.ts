import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../build/command.ts";
import { sha256OfFile } from "../build/digest.ts";
import { type MirroredPackage, publishMirror, writeSuite } from "./mirror.ts";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "slipway-mirror-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

/** A real package that holds one file. */
async function makePackage(name: string, version: string): Promise<MirroredPackage> {
	const tree = path.join(folder, `${name}-${version}`);
	await mkdir(path.join(tree, "DEBIAN"), { recursive: true });
	await writeFile(path.join(tree, "greeting"), `${name} ${version}`);
	const fields = `Package: ${name}\nVersion: ${version}\nArchitecture: i386\nMaintainer: Nobody <nobody@localhost>\nDescription: a test\n`;
	await writeFile(path.join(tree, "DEBIAN", "control"), fields);
	const file = `${tree}.deb`;
	await runCommand("dpkg-deb", ["--build", "--root-owner-group", tree, file]);
	return { file, sha256: await sha256OfFile(file) };
}

async function publish(packages: readonly MirroredPackage[]): Promise<string> {
	const site = path.join(folder, "site");
	const lists = path.join(folder, "lists");
	await writeSuite(path.join(lists, "trixie"), "trixie", packages);
	await publishMirror(lists, packages, site);
	return site;
}

/** apt-get with nothing of this system: the one source is the mirror. */
async function aptGet(site: string, args: readonly string[]): Promise<string> {
	const state = path.join(folder, "apt");
	await mkdir(path.join(state, "lists", "partial"), { recursive: true });
	await mkdir(path.join(state, "archives", "partial"), { recursive: true });
	await writeFile(path.join(state, "status"), "");
	await writeFile(path.join(state, "sources.list"), `deb [trusted=yes] copy:${site} trixie main\n`);
	const settings = [
		`Dir::Etc::sourcelist "${state}/sources.list";`,
		'Dir::Etc::sourceparts "/dev/null";',
		'Dir::Etc::parts "/dev/null";',
		`Dir::State "${state}";`,
		`Dir::State::status "${state}/status";`,
		`Dir::Cache "${state}";`,
		'APT::Architecture "i386";',
		'APT::Architectures { "i386"; };',
		'APT::Sandbox::User "";',
		'Acquire::Languages "none";',
	];
	await writeFile(path.join(state, "apt.conf"), settings.join("\n"));
	return runCommand("apt-get", ["-q", ...args], { cwd: folder, env: { APT_CONFIG: path.join(state, "apt.conf") } });
}

test("apt accepts the lists and gets a package whose name no web server likes", async () => {
	const site = await publish([await makePackage("libtest++", "1:2.0~rc1+b2"), await makePackage("other", "1")]);
	await aptGet(site, ["update", "-o", "APT::Update::Error-Mode=any"]);
	await aptGet(site, ["download", "libtest++"]);
	const [got = ""] = (await readdir(folder)).filter((name) => name.startsWith("libtest++_"));
	expect((await runCommand("dpkg-deb", ["--field", path.join(folder, got), "Version"])).trim()).toBe("1:2.0~rc1+b2");
});

test("apt refuses a package that was changed afterwards", async () => {
	const good = await makePackage("tool", "1");
	const other = await makePackage("tool", "2");
	const site = await publish([good]);
	await rm(path.join(site, "pool", `${good.sha256}.deb`));
	await writeFile(path.join(site, "pool", `${good.sha256}.deb`), await readFile(other.file));
	await aptGet(site, ["update"]);
	await expect(aptGet(site, ["download", "tool"])).rejects.toThrow(/Hash Sum mismatch|unexpected size/);
});

test("What is not wanted any more is gone, and the same packages make the same lists", async () => {
	const [old, now] = [await makePackage("tool", "1"), await makePackage("tool", "2")];
	await publish([old]);
	const site = await publish([now]);
	expect(await readdir(path.join(site, "pool"))).toEqual([`${now.sha256}.deb`]);
	const release = path.join(site, "dists", "trixie", "Release");
	const before = await readFile(release, "utf8");
	await publish([now]);
	expect(await readFile(release, "utf8")).toBe(before);
});
