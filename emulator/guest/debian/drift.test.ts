import { expect, test } from "vitest";
import { describeDrift } from "./drift.ts";
import type { LockedPackage } from "./lock.ts";

function entry(name: string, version: string, sha256 = `${name} ${version}`): LockedPackage {
	return { use: "root", name, version, architecture: "i386", sha256 };
}

test("Packages as they were locked are no drift", () => {
	expect(describeDrift([entry("tree", "2")], [entry("tree", "2")])).toBe("");
});

test("Newer, added and removed packages are listed with both versions", () => {
	const drift = describeDrift([entry("jq", "1"), entry("tree", "2")], [entry("tree", "3"), entry("wget", "4")]);
	expect(drift.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
		["package", "locked", "now"],
		["jq", "1", "(gone)"],
		["tree", "2", "3"],
		["wget", "(not there)", "4"],
	]);
});

test("The same version with other content is told apart", () => {
	expect(describeDrift([entry("tree", "2", "one")], [entry("tree", "2", "other")])).toContain("same version, other content");
});
