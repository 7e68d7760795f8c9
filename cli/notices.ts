/** `npm run notices`: writes NOTICES.md, the account of everything that is shipped and was made by others. */
import { readFile, writeFile } from "node:fs/promises";
import { runCommand } from "#emulator/guest/build/command.ts";
import type { LockedPackage } from "#emulator/guest/debian/lock.ts";
import { fetchPackages } from "#emulator/guest/debian/packages.ts";

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

## The guest: Debian packages

The guest's file system consists of these packages of Debian 13 (trixie), unchanged but for documentation and translations that were
left out. Their copyright files are in the guest under \`/usr/share/doc\`, the texts of common licenses under
\`/usr/share/common-licenses\`. The complete sources are to be had from any Debian archive: \`apt-get source <source>=<version>\`;
Debian's snapshot archive keeps versions that have been replaced. \`emulator/guest/\` has the scripts that put the guest together.
`;

const npmIntroduction = `
## The site: npm packages

Packages that the site and its command line consist of, or are built with at start. Sources: the npm registry, by name and version.
`;

const packages = await fetchPackages();
const debianRows: string[] = [];
for (const entry of packages.packages) {
	const file = packages.file(entry);
	debianRows.push(row([entry.name, entry.version, await sourceOf(file, entry), await licensesOf(file, entry)]));
}
const debian = ["| package | version | source | licenses |", "|---|---|---|---|", ...debianRows].join("\n");
const npm = ["| package | version | license |", "|---|---|---|", ...(await npmRows())].join("\n");
await writeFile(noticesFile, `${introduction}\n${debian}\n${npmIntroduction}\n${npm}\n`);

async function sourceOf(file: string, { name, version }: LockedPackage): Promise<string> {
	const source = (await runCommand("dpkg-deb", ["--field", file, "Source"])).trim();
	const [, sourceName = name, sourceVersion = version] = /^(\S+)(?: \((.+)\))?$/.exec(source) ?? [];
	return `${sourceName}=${sourceVersion}`;
}

/** The short names in a copyright file of the machine-readable form; others are for people to read. */
async function licensesOf(file: string, { name }: LockedPackage): Promise<string> {
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
