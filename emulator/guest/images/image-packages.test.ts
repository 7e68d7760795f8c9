import { expect, test } from "vitest";
import type { Apt, ArchivePackage } from "../debian/apt.ts";
import { mergePackages } from "./image-lock.ts";
import { type PackageSet, packagesOf, packagesWithBelow, resolveSets } from "./image-packages.ts";

/** Dependencies by package. */
const needs: Readonly<Record<string, readonly string[]>> = {
	base: ["libc"],
	web: ["libc", "libssl"],
	shop: ["web"],
	libc: [],
	libssl: [],
};

/** An archive that has these versions of each package, the newest first. */
function archive(versions: Readonly<Record<string, readonly string[]>>): Apt {
	function closure(name: string): string[] {
		return [name, ...(needs[name] ?? []).flatMap(closure)];
	}
	function find(name: string, version: string): ArchivePackage {
		if (versions[name]?.includes(version) !== true) throw new Error(`no ${name} ${version}`);
		const fileName = `${name}_${version}_i386.deb`;
		return {
			name,
			version,
			architecture: "i386",
			sha256: `${name} ${version}`,
			uri: `http://archive.test/${fileName}`,
			fileName,
		};
	}
	return {
		versions: async (names) => new Map(names.map((name) => [name, new Set(versions[name] ?? [])])),
		async resolve(wanted) {
			const pins = new Map(wanted.map((argument) => argument.split("=") as [string, string | undefined]));
			const names = [...new Set([...pins.keys()].flatMap(closure))];
			return names.map((name) => find(name, pins.get(name) ?? versions[name]?.[0] ?? "none"));
		},
		locate: async () => [],
		download: async () => {},
	};
}

const base: PackageSet = { id: "base", suite: "trixie", packages: ["base"] };
const web: PackageSet = { id: "web", suite: "trixie", from: base, packages: ["web"] };
const shop: PackageSet = { id: "shop", suite: "trixie", from: web, packages: ["shop"] };
const one = { base: ["1"], libc: ["1"], web: ["1"], libssl: ["1"], shop: ["1"] };

test("Each image has the packages that it adds to what is below it", async () => {
	const { packages, sources } = await resolveSets(archive(one), [base, web, shop], []);
	const names = (set: PackageSet): string[] => packagesOf(set, packages).map(({ name }) => name);
	expect(names(base)).toEqual(["base", "libc"]);
	expect(names(web)).toEqual(["libssl", "web"]);
	expect(names(shop)).toEqual(["shop"]);
	expect(packagesWithBelow(shop, packages).length).toBe(5);
	expect(sources.length).toBe(5);
});

test("Locked versions stay while the archive has them, those of dependencies too", async () => {
	const { packages: lock } = await resolveSets(archive(one), [base, web], []);
	const both = { ...one, libc: ["2", "1"], web: ["2", "1"] };
	expect((await resolveSets(archive(both), [base, web], lock)).packages).toEqual(lock);
	const gone = { ...one, libc: ["2"], web: ["2", "1"] };
	const now = (await resolveSets(archive(gone), [base, web], lock)).packages;
	expect(now.map(({ name, version }) => `${name} ${version}`)).toEqual(["base 1", "libc 2", "libssl 1", "web 1"]);
});

test("A package that several images add is one entry of the lock file", async () => {
	const other: PackageSet = { id: "other", suite: "trixie", from: base, packages: ["libssl"] };
	const { packages } = await resolveSets(archive(one), [base, web, other], []);
	expect(packages.find(({ name }) => name === "libssl")?.in).toEqual(["other", "web"]);
	expect(mergePackages(packages)).toEqual(packages);
});
