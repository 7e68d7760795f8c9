import { expect, test } from "vitest";
import { parseMadison, parseUris } from "./apt.ts";

const digest = "a".repeat(64);

test("The list of downloads names each package with its version, epoch included, and its digest", () => {
	const uri = "http://archive.test/pool/v/vim/vim-tiny_9.1-2_i386.deb";
	expect(parseUris(`'${uri}' vim-tiny_2%3a9.1-2_i386.deb 800012 SHA256:${digest}\n`)).toEqual([
		{ uri, fileName: "vim-tiny_2%3a9.1-2_i386.deb", name: "vim-tiny", version: "2:9.1-2", architecture: "i386", sha256: digest },
	]);
});

test("A download without a strong digest is refused", () => {
	expect(() => parseUris("'http://archive.test/a.deb' a_1_i386.deb 10 MD5Sum:abc\n")).toThrow(/not understood/);
});

test("Every version that the archive has of a package is known", () => {
	const table =
		" tree | 2.2.1-1 | http://archive.test trixie/main i386 Packages\n tree | 2.1.0-1 | http://archive.test trixie/main\n";
	expect(parseMadison(table).get("tree")).toEqual(new Set(["2.2.1-1", "2.1.0-1"]));
});
