/** `npm run notices`: writes NOTICES.md, the account of everything that is shipped and was made by others. */
import { readFile, writeFile } from "node:fs/promises";
import { runCommand } from "#emulator/guest/build/command.ts";
import type { LockedPackage } from "#emulator/guest/debian/lock.ts";
import { fetchPackages } from "#emulator/guest/debian/packages.ts";
import { storedFile } from "#emulator/guest/debian/store.ts";
import { fetchForImages } from "#emulator/guest/images/fetch.ts";
import { fetchGoPackages } from "#emulator/guest/preinit/go-packages.ts";

const noticesFile = new URL("../NOTICES.md", import.meta.url);

const introduction = `# Notices

Slipway's own code is under the MIT license (\`LICENSE\`). What it ships beside that was made by others, and keeps its own licenses.
This file is written by \`npm run notices\`.

## The emulator

- **v86**: BSD-2-Clause, © 2012 The v86 contributors. Contains Berkeley SoftFloat (BSD-3-Clause), the decoder of Zstandard
  (BSD-3-Clause) and code from the QEMU and jor1k projects (MIT, BSD-2-Clause). Sources: npm package \`v86\`.
- **SeaBIOS**: LGPL-3.0. Taken unchanged from the Debian package \`seabios\` named below.
- **Linux**: GPL-2.0-only. Built from the Debian package \`linux-source-6.12\` named below with \`emulator/guest/kernel/slipway.config\`
  by \`emulator/guest/kernel/build.sh\`.
- **lwIP**: BSD-3-Clause, © 2001-2004 Swedish Institute of Computer Science and others. Built from the Debian source package \`lwip\`
  (version in \`emulator/guest/network/lwip.lock.json\`) with \`emulator/network/lwip/\` by \`emulator/guest/network/build.sh\`, with
  parts of **wasi-libc** (MIT; dlmalloc: CC0). Its license:

  > Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
  > conditions are met: 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the
  > following disclaimer. 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
  > following disclaimer in the documentation and/or other materials provided with the distribution. 3. The name of the author may not
  > be used to endorse or promote products derived from this software without specific prior written permission.
  >
  > THIS SOFTWARE IS PROVIDED BY THE AUTHOR "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
  > WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY
  > DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE
  > GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
  > CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF
  > ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
- **GNU C Library**: LGPL-2.1-or-later. Part of the programs that Slipway compiles for the guest (\`emulator/guest/agent/\`) and for its
  image \`whoami\`: statically linked, from the build system's own i386 package. Their sources are here, to be linked with another one.

## The guest: Debian packages

The guest's file system consists of these packages of Debian 13 (trixie), unchanged but for documentation and translations that were
left out, for \`dockerd\`, which \`emulator/guest/relink/\` relinks for a fixed address, and for \`docker\`, \`docker-buildx\`,
\`docker-compose\` and \`containerd-shim-runc-v2\`, which \`emulator/guest/preinit/\` compiles from Debian's sources of the same versions.
Their copyright files are in the guest under \`/usr/share/doc\`, the texts of common licenses under
\`/usr/share/common-licenses\`. The complete sources are to be had from any Debian archive: \`apt-get source <source>=<version>\`;
Debian's snapshot archive keeps versions that have been replaced. \`emulator/guest/\` has the scripts that put the guest together.
`;

const goIntroduction = `
### Compiled into docker, docker-buildx, docker-compose and containerd-shim-runc-v2

Beside the sources of \`docker.io\`, \`docker-compose\` and \`containerd\` themselves these Go packages of Debian 13, and Go's standard library (BSD-3-Clause, © The Go
Authors) with the changes in \`emulator/guest/preinit/\`. Versions and digests are in \`emulator/guest/preinit/go-packages.lock.json\`; the licenses
are in each package's copyright file, the sources are the packages.
`;

const imagesIntroduction = `
## The images and the mirror: Debian packages

The images under \`public/registry\` consist of Debian packages, unchanged but for manuals and translations that were left out, and of
files of Slipway's own (\`emulator/guest/images/recipes/\`); \`public/debian\` holds packages as they are in Debian's archive. Below
are the source packages of all of them; the binary packages made of them, with their versions and digests, are in
\`emulator/guest/images/image-packages.lock.json\`, and in each image in \`/var/lib/dpkg/status\`. The licenses are in each package's
copyright file: \`/usr/share/doc/<package>/copyright\` in the images and inside the packages. The complete sources are to be had from
any Debian archive: \`apt-get source <source>=<version>\`; Debian's snapshot archive keeps versions that have been replaced.
`;

const npmIntroduction = `
## The site: npm packages

Packages that the site and its command line consist of, or are built with at start. Sources: the npm registry, by name and version.
\`monaco-editor\` contains the **Codicons** icon font, © Microsoft Corporation, under CC-BY-4.0.
`;

const packages = await fetchPackages();
const debianRows: string[] = [];
for (const entry of packages.packages) {
	const file = packages.file(entry);
	debianRows.push(row([entry.name, entry.version, await sourceOf(file, entry), await licensesOf(file, entry)]));
}
const debian = ["| package | version | source | licenses |", "|---|---|---|---|", ...debianRows].join("\n");
const goRows: string[] = [];
for (const entry of await fetchGoPackages()) {
	const file = storedFile(entry);
	goRows.push(row([entry.name, entry.version, await sourceOf(file, entry), await licensesOf(file, entry)]));
}
const go = ["| package | version | source | licenses |", "|---|---|---|---|", ...goRows].join("\n");
const images = await imageSections();
const npm = ["| package | version | license |", "|---|---|---|", ...(await npmRows())].join("\n");
await writeFile(
	noticesFile,
	`${introduction}\n${debian}\n${goIntroduction}\n${go}\n${imagesIntroduction}\n${images}\n${npmIntroduction}\n${npm}\n`,
);

/** Of each release, the source packages as one paragraph: a table of them would be most of this file. */
async function imageSections(): Promise<string> {
	const sections: string[] = [];
	for (const [suite, packages] of await fetchForImages()) {
		const sources = new Set<string>();
		for (const entry of packages) sources.add(await sourceOf(storedFile(entry), entry));
		sections.push(`### ${suite}\n\n${wrapped([...sources].sort().map((source) => `\`${source}\``))}`);
	}
	return sections.join("\n\n");
}

/** Joined by commas, in lines of at most 130 characters. */
function wrapped(words: readonly string[]): string {
	const lines = [""];
	for (const [index, word] of words.entries()) {
		const piece = index === words.length - 1 ? `${word}.` : `${word},`;
		const line = lines.at(-1) ?? "";
		if (line === "") lines[lines.length - 1] = piece;
		else if (line.length + 1 + piece.length <= 130) lines[lines.length - 1] = `${line} ${piece}`;
		else lines.push(piece);
	}
	return lines.join("\n");
}

async function sourceOf(file: string, { name, version }: Pick<LockedPackage, "name" | "version">): Promise<string> {
	const source = (await runCommand("dpkg-deb", ["--field", file, "Source"])).trim();
	const [, sourceName = name, sourceVersion = version] = /^(\S+)(?: \((.+)\))?$/.exec(source) ?? [];
	return `${sourceName}=${sourceVersion}`;
}

/** The short names in a copyright file of the machine-readable form; others are for people to read. */
async function licensesOf(file: string, { name }: Pick<LockedPackage, "name">): Promise<string> {
	const copyright = await readFromDeb(file, `./usr/share/doc/${name}/copyright`);
	const names = new Set([...copyright.matchAll(/^License:\s*(\S.*)$/gm)].map((match) => match[1]?.trim() ?? ""));
	if (!copyright.includes("copyright-format") || names.size === 0) return "see its copyright file";
	return [...names].sort().join(", ");
}

/** Empty when it is not in there: some packages link their documentation folder to another package's. */
async function readFromDeb(file: string, member: string): Promise<string> {
	const script = 'dpkg-deb --fsys-tarfile "$1" | tar --extract --to-stdout "$2" 2>/dev/null || true';
	return runCommand("bash", ["-c", script, "read-from-deb", file, member]);
}

async function npmRows(): Promise<string[]> {
	interface LockEntry {
		readonly version?: string;
		readonly license?: string;
		readonly dev?: boolean;
	}
	const text = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
	const entries = Object.entries((JSON.parse(text) as { packages: Record<string, LockEntry> }).packages);
	return entries
		.filter(([path, entry]) => path !== "" && entry.dev !== true)
		.map(([path, entry]) =>
			row([path.replace(/^.*node_modules\//, ""), entry.version ?? "", entry.license ?? "see the package"]),
		);
}

function row(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
