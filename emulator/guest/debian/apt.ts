/**
 * A private apt: it reads the archive that the host's own apt uses, but another release and for i386, and keeps its lists in the
 * build's cache. The host's packages and settings are not touched; its proxy settings apply.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "../build/cache.ts";
import { runCommand } from "../build/command.ts";
import { architectureSchema, type LockedPackage } from "./lock.ts";
import { suite as guestSuite } from "./wanted.ts";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** A package as the archive has it now. */
export interface ArchivePackage extends Omit<LockedPackage, "use"> {
	readonly uri: string;
	readonly fileName: string;
}

export interface Apt {
	/** The versions the archive has of these packages, by name. */
	versions(names: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
	/** What would be installed on an empty system, dependencies included. Arguments as for `apt-get install`. */
	resolve(wanted: readonly string[]): Promise<ArchivePackage[]>;
	/** These packages alone. */
	locate(wanted: readonly string[]): Promise<ArchivePackage[]>;
	/** Downloads into `folder` under the packages' file names, and checks digests. */
	download(packages: readonly ArchivePackage[], folder: string, onLine: (line: string) => void): Promise<void>;
}

/**
 * Sets the private apt up and reads the archive's present lists of a release of Debian.
 * @throws CommandFailedError when the archive cannot be reached, or does not have the release
 */
export async function openApt(suite: string = guestSuite, architecture = "i386"): Promise<Apt> {
	const name = architecture === "i386" ? suite : `${suite}-${architecture}`;
	const env = await privateApt(name, "deb", suite, architecture);
	return {
		async versions(names) {
			const table = await runCommand("apt-cache", ["madison", ...names], { env });
			return parseMadison(table);
		},
		async resolve(wanted) {
			const args = ["install", "--no-install-recommends", "--print-uris", "-qq", "-y", ...wanted];
			return parseUris(await runCommand("apt-get", args, { env }));
		},
		async locate(wanted) {
			return parseUris(await runCommand("apt-get", ["download", "--print-uris", "-qq", ...wanted], { env }));
		},
		async download(packages, target, onLine) {
			const triples = packages.flatMap((entry) => [entry.uri, path.join(target, entry.fileName), `SHA256:${entry.sha256}`]);
			await runCommand("/usr/lib/apt/apt-helper", ["download-file", ...triples], { env, onLine });
		},
	};
}

/**
 * Makes the private apt of this name, with the archive's present lists of a release: of programs, or of sources. Returns the environment
 * in which apt's programs use it.
 * @throws CommandFailedError
 */
export async function privateApt(
	name: string,
	type: "deb" | "deb-src",
	suite: string = guestSuite,
	architecture = "i386",
): Promise<Readonly<Record<string, string>>> {
	const folder = path.join(cacheFolder(), "apt", name);
	await mkdir(path.join(folder, "lists", "partial"), { recursive: true });
	await mkdir(path.join(folder, "archives", "partial"), { recursive: true });
	// The archive's address may hold a password.
	await writeFile(path.join(folder, "sources.list"), `${type} [signed-by=${keyring}] ${await archiveSite()} ${suite} main\n`, {
		mode: 0o600,
	});
	await writeFile(path.join(folder, "status"), "");
	const config = path.join(folder, "apt.conf");
	await writeFile(config, aptConfig(folder, architecture));
	const env = { APT_CONFIG: config };
	await runCommand("apt-get", ["update", "-q", "-o", "APT::Update::Error-Mode=any"], { env });
	return env;
}

function aptConfig(folder: string, architecture: string): string {
	return `Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "${folder}/status";
Dir::Cache "${folder}";
APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::ForceHash "SHA256";
Acquire::Retries "3";
`;
}

/** The address of the archive that serves the host's own release. */
async function archiveSite(): Promise<string> {
	const release = await readFile("/etc/os-release", "utf8");
	const codename = /^VERSION_CODENAME="?([a-z]+)/m.exec(release)?.[1];
	const targets = await runCommand("apt-get", ["indextargets", "--format", "$(RELEASE) $(SITE)", "Created-By: Packages"]);
	for (const line of targets.split("\n")) {
		const [targetRelease, site] = line.split(" ");
		if (site !== undefined && (targetRelease === codename || targetRelease === "stable")) return site;
	}
	throw new Error("apt has no Debian archive configured (looked for this system's release in `apt-get indextargets`)");
}

export function parseMadison(table: string): Map<string, Set<string>> {
	const versions = new Map<string, Set<string>>();
	for (const line of table.split("\n")) {
		const [name, version] = line.split("|").map((cell) => cell.trim());
		if (name === undefined || version === undefined) continue;
		versions.set(name, (versions.get(name) ?? new Set()).add(version));
	}
	return versions;
}

/** Lines such as `'<uri>' tree_2.2.1-1_i386.deb 61232 SHA256:<hex>`; the file name holds name, version and architecture. */
export function parseUris(text: string): ArchivePackage[] {
	const packages: ArchivePackage[] = [];
	for (const line of text.split("\n")) {
		if (!line.startsWith("'")) continue;
		const [, uri, fileName, , sha256] = /^'([^']+)' (\S+) (\d+) SHA256:([0-9a-f]{64})$/.exec(line) ?? [];
		const [, name, version, architecture] = /^([^_]+)_([^_]+)_([^_]+)\.deb$/.exec(fileName ?? "") ?? [];
		const known = architectureSchema.safeParse(architecture);
		if (!uri || !fileName || !sha256 || !name || !version || !known.success) {
			throw new Error(`apt printed a line that is not understood: ${line}`);
		}
		packages.push({ uri, fileName, name, version: decodeURIComponent(version), architecture: known.data, sha256 });
	}
	return packages;
}
