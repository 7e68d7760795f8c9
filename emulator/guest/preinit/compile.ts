/** The step that compiles Docker's programs from Debian's sources, with a standard library that can write them out initialised. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep, type Work } from "../build/step.ts";
import { fetchSourcePackage, readSourceLock, renewSourceLock, sourceFile, writeSourceLock } from "../debian/source-package.ts";
import { storedFile } from "../debian/store.ts";
import { buildxEdits } from "./buildx-edits.ts";
import { composeEdits } from "./compose-edits.ts";
import { containerdEdits } from "./containerd-edits.ts";
import { applyEdits } from "./edits.ts";
import { fetchGoPackages, type GoPackage, relockGoPackages } from "./go-packages.ts";
import { goPrograms, upstreamVersion, type Versions } from "./programs.ts";
import { standardLibraryEdits } from "./standard-library.ts";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const dockerLock = here("./docker.lock.json");
const containerdLock = here("./containerd.lock.json");
const composeLock = here("./compose.lock.json");
const additions = here("./go");
const sources = [
	"compile.ts",
	"buildx-edits.ts",
	"compose-edits.ts",
	"containerd-edits.ts",
	"edits.ts",
	"programs.ts",
	"standard-library.ts",
].map(here);

/** Packages that the compiler names while it goes through them, for progress. */
const expectedLines = 1750;

interface SourceFiles {
	readonly docker: ReadonlyMap<string, string>;
	readonly containerd: ReadonlyMap<string, string>;
	readonly compose: ReadonlyMap<string, string>;
}

/** The result holds the programs by their paths in the root. */
export async function compileGoPrograms(): Promise<Built> {
	const packages = await fetchGoPackages();
	const locks = {
		docker: await readSourceLock(dockerLock),
		containerd: await readSourceLock(containerdLock),
		compose: await readSourceLock(composeLock),
	};
	return runStep({
		name: "go-programs",
		title: "compiling docker, its plug-ins and containerd's shim",
		inputs: {
			packages: JSON.stringify(packages.map(({ sha256 }) => sha256)),
			locks: JSON.stringify(locks),
			sources: await digestOfPaths([...sources, additions]),
		},
		typicalSeconds: 240,
		build: async (work) => {
			work.update("fetching their sources");
			const files = {
				docker: await fetchSourcePackage(locks.docker),
				containerd: await fetchSourcePackage(locks.containerd),
				compose: await fetchSourcePackage(locks.compose),
			};
			const debian = path.join(work.scratch, "debian");
			for (const [index, entry] of packages.entries()) {
				work.update(`unpacking ${entry.name}`, 0.1 * (index / packages.length));
				await work.run("dpkg-deb", ["--extract", storedFile(entry), debian]);
			}
			const own = path.join(work.scratch, "go");
			await applyEdits(path.join(debian, "usr/share/gocode/src/github.com"), buildxEdits);
			await unpackDocker(files.docker, own, work);
			await unpackContainerd(files.containerd, own, work);
			await unpackCompose(files.compose, own, work);
			const root = await prepareStandardLibrary(debian, work);
			const versions = await readVersions(files, packages, work);
			await compileAll(versions, { root, path: `${own}:${path.join(debian, "usr/share/gocode")}` }, work);
		},
	});
}

/** Rewrites the lock files with what the archive has now. */
export async function relockGoPrograms(): Promise<void> {
	await relockGoPackages();
	for (const file of [dockerLock, containerdLock, composeLock])
		await writeSourceLock(file, await renewSourceLock(await readSourceLock(file)));
}

/** The source package holds client, engine and BuildKit, each in a folder; this is the client. */
async function unpackDocker(files: ReadonlyMap<string, string>, own: string, work: Work): Promise<void> {
	const folder = path.join(own, "src/github.com/docker");
	await unpack(sourceFile(files, ".orig-cli.tar").file, folder, work);
	await unpackDebian(files, path.join(work.scratch, "docker"), work);
	await applyPatches(path.join(work.scratch, "docker/debian/patches"), folder, work, (patch) =>
		/^\+\+\+ [^/]+\/cli\//m.test(patch),
	);
}

async function unpackContainerd(files: ReadonlyMap<string, string>, own: string, work: Work): Promise<void> {
	const folder = path.join(own, "src/github.com/containerd/containerd");
	await unpack(sourceFile(files, ".orig.tar").file, folder, work, ["--strip-components=1"]);
	await unpackDebian(files, path.join(work.scratch, "containerd"), work);
	await applyPatches(path.join(work.scratch, "containerd/debian/patches"), folder, work, () => true);
	await applyEdits(folder, containerdEdits);
}

/** Upstream's alone: what Debian changes in it, composeEdits changes too. */
async function unpackCompose(files: ReadonlyMap<string, string>, own: string, work: Work): Promise<void> {
	const folder = path.join(own, "src/github.com/docker/compose/v2");
	await unpack(sourceFile(files, ".orig.tar").file, folder, work, ["--strip-components=1"]);
	await applyEdits(folder, composeEdits);
}

async function unpackDebian(files: ReadonlyMap<string, string>, folder: string, work: Work): Promise<void> {
	await unpack(sourceFile(files, ".debian.tar").file, folder, work);
}

async function unpack(archive: string, folder: string, work: Work, options: readonly string[] = []): Promise<void> {
	await mkdir(folder, { recursive: true });
	await work.run("tar", ["--extract", `--file=${archive}`, `--directory=${folder}`, "--no-same-owner", ...options]);
}

/** Debian's own, in the order of its list. */
async function applyPatches(patches: string, folder: string, work: Work, concerns: (patch: string) => boolean): Promise<void> {
	const series = await readFile(path.join(patches, "series"), "utf8");
	for (const line of series.split("\n")) {
		const name = line.replace(/#.*/, "").trim();
		if (name === "" || !concerns(await readFile(path.join(patches, name), "utf8"))) continue;
		await work.run("patch", ["--strip=1", "--quiet", "--force", `--directory=${folder}`, `--input=${path.join(patches, name)}`]);
	}
}

/** @returns the folder that Go calls its root */
async function prepareStandardLibrary(debian: string, work: Work): Promise<string> {
	const [version, ...others] = (await readdir(path.join(debian, "usr/lib"))).filter((name) => name.startsWith("go-"));
	if (version === undefined || others.length > 0) throw new Error("the lock file of Go's packages has not one compiler");
	const library = path.join(debian, "usr/share", version, "src");
	await applyEdits(library, standardLibraryEdits);
	await work.run("cp", [...(await readdir(additions)).map((name) => path.join(additions, name)), path.join(library, "runtime")]);
	return path.join(debian, "usr/lib", version);
}

async function readVersions(
	{ docker, containerd, compose }: SourceFiles,
	packages: readonly GoPackage[],
	work: Work,
): Promise<Versions> {
	const debianFolder = path.join(work.scratch, "docker/debian");
	const upstream = upstreamVersion(debianVersion(docker));
	const released = upstream.replace(/\+(dfsg|ds)\d+$/, "").replaceAll("~", "-");
	const commits = await readFile(path.join(debianFolder, "helpers/cli-gitcommits"), "utf8");
	const commit = commits
		.split("\n")
		.find((line) => line.startsWith(`${released}: `))
		?.slice(released.length + 2);
	const date = /^ -- .*> {2}(.+)$/m.exec(await readFile(path.join(debianFolder, "changelog"), "utf8"))?.[1];
	const buildx = packages.find(({ name }) => name === "golang-github-docker-buildx-dev")?.version;
	if (commit === undefined || date === undefined || buildx === undefined)
		throw new Error("Debian's sources do not tell their version");
	const containerdVersion = debianVersion(containerd);
	return {
		docker: { upstream, commit: commit.trim(), builtAt: new Date(date).toISOString().replace(/\.\d+/, "") },
		buildx: { debian: buildx, upstream: upstreamVersion(buildx) },
		compose: { debian: await composeVersion(compose) },
		containerd: { debian: containerdVersion, upstream: upstreamVersion(containerdVersion) },
	};
}

/** With Debian's revision when it is the locked one, of which the name of upstream's archive says nothing. */
async function composeVersion(files: ReadonlyMap<string, string>): Promise<string> {
	const { name } = sourceFile(files, ".orig.tar");
	const { version } = await readSourceLock(composeLock);
	const upstream = name.slice(name.indexOf("_") + 1, name.indexOf(".orig.tar"));
	return upstreamVersion(version) === upstream ? version : upstream;
}

function debianVersion(files: ReadonlyMap<string, string>): string {
	const { name } = sourceFile(files, ".debian.tar");
	return name.slice(name.indexOf("_") + 1, name.indexOf(".debian.tar"));
}

async function compileAll(versions: Versions, go: { root: string; path: string }, work: Work): Promise<void> {
	const env = {
		PATH: `${go.root}/bin:${process.env.PATH}`,
		GOROOT: go.root,
		GOPATH: go.path,
		GOCACHE: path.join(work.scratch, "cache"),
		GO111MODULE: "off",
		GOTOOLCHAIN: "local",
		GOTELEMETRY: "off",
		GOFLAGS: "-trimpath",
		GOARCH: "386",
		GO386: "sse2",
		// Then there is no C library whose state would have to be taken along.
		CGO_ENABLED: "0",
	};
	let lines = 0;
	for (const { path: place, importPath, variables } of goPrograms) {
		const values = Object.entries(variables(versions)).map(([name, value]) => `-X ${name}=${value}`);
		const output = path.join(work.folder, place);
		await work.run("go", ["build", "-v", "-ldflags", ["-s -w", ...values].join(" "), "-o", output, importPath], {
			env,
			onLine: (line) => {
				lines++;
				work.update(line.slice(0, 70), Math.min(0.1 + 0.9 * (lines / expectedLines), 0.99));
			},
		});
	}
}
