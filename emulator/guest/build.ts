/** The guest, from Debian packages to the bundle that the site serves. Each step is in the cache when its inputs have not changed. */
import { createRequire } from "node:module";
import path from "node:path";
import type { Manifest } from "../bundle/manifest.ts";
import { partsOf } from "../bundle/parts-of.ts";
import { repositoryFolder } from "./build/cache.ts";
import { sha256OfFile } from "./build/digest.ts";
import { compileProgram } from "./build/programs.ts";
import { formatBytes } from "./build/progress.ts";
import type { Built } from "./build/step.ts";
import { type BundleParts, makeManifest, publishBundle } from "./bundle/bundle.ts";
import { type ChunkRequest, cutIntoChunks } from "./chunks/chunks.ts";
import { sweepCompressed } from "./chunks/zstd.ts";
import { makeDataDisk } from "./data/data.ts";
import { describeDrift } from "./debian/drift.ts";
import { readLock } from "./debian/lock.ts";
import { fetchPackages } from "./debian/packages.ts";
import { installTree } from "./debian/tree.ts";
import { fetchForImages } from "./images/fetch.ts";
import { makeImages } from "./images/images.ts";
import { buildRegistry } from "./images/registry.ts";
import { buildInterpreter } from "./interpreter/interpreter.ts";
import { unpackBios } from "./kernel/bios.ts";
import { buildKernel } from "./kernel/kernel.ts";
import { buildMirror } from "./mirror/mirror.ts";
import { buildNetwork } from "./network/network.ts";
import { compileGoPrograms } from "./preinit/compile.ts";
import { preinitializePrograms } from "./preinit/preinit.ts";
import { relinkPrograms } from "./relink/relink.ts";
import { assembleRoot } from "./root/root.ts";
import { arrangeState } from "./snapshot/arranged.ts";
import { buildSnapshot } from "./snapshot/snapshot.ts";

export const bundleFolder = path.join(repositoryFolder, "public", "machine");

const memoryBytes = 512 * 1024 * 1024;

/** A cold boot's; the snapshot has it behind itself. docs/decisions/010 explains it. */
const commandLine = [
	"console=ttyS0 quiet",
	"root=/dev/sda rootfstype=erofs ro init=/sbin/slipway-preinit",
	"tsc=reliable mitigations=off random.trust_cpu=on nowatchdog noirqdebug",
	"init_on_alloc=0 init_on_free=1 rcupdate.rcu_expedited=1",
	"reboot=k panic=0 dummy.numdummies=0",
].join(" ");

/** Small enough that reading a little of a large program fetches little more, large enough to compress well. */
const rootChunkBytes = 128 * 1024;
const dataChunkBytes = 1024 * 1024;
/** Large, as pages of one kind lie together. */
const statePartBytes = 16 * 1024 * 1024;
/** Stored in one part. */
const whole = 64 * 1024 * 1024;

/** Makes bundle and images, or finds everything in the cache, and leaves it in public/. */
export async function buildGuest(): Promise<Manifest> {
	const packages = await fetchPackages();
	const drift = describeDrift(await readLock(), packages.packages);
	if (drift !== "") {
		console.log(
			`The Debian archive has moved on; these packages differ from the lock file (npm run guest:lock accepts them):\n${drift}`,
		);
	}
	const tree = await installTree(packages);
	const programs: Built[] = [];
	for (const name of ["agent", "runtime", "shim", "tap"] as const) programs.push(await compileProgram(name));
	const own = [await relinkPrograms(tree), await preinitializePrograms(await compileGoPrograms())];
	const root = await assembleRoot(tree, own, programs);
	const data = await makeDataDisk();
	const images = await makeImages(packages);
	const bios = await unpackBios(packages);
	const interpreter = await buildInterpreter();
	const network = await buildNetwork();
	const kernel = await buildKernel(packages);

	const require = createRequire(import.meta.url);
	const v86Version = (require("v86/package.json") as { version: string }).version;
	const wasm = path.join(path.dirname(require.resolve("v86/package.json")), "build", "v86.wasm");
	const files = {
		wasm,
		interpreter: path.join(interpreter.folder, "interpret.wasm"),
		network: path.join(network.folder, "lwip.wasm"),
		bios: path.join(bios.folder, "bios.bin"),
		kernel: path.join(kernel.folder, "bzImage"),
		root: path.join(root.folder, "root.erofs"),
		data: path.join(data.folder, "data.ext4"),
	};
	const hardware = { memoryBytes, commandLine, v86Version };
	const resident = await compileProgram("resident");
	const snapshot = await buildSnapshot({ ...files, ...hardware, rootChunkBytes }, images.archives, resident, {
		bios,
		kernel,
		root,
		data,
		images,
	});

	const arranged = await arrangeState(snapshot);

	const small = { chunkBytes: whole, level: 22, typicalSeconds: 2 };
	const requests: { readonly [name in keyof BundleParts]: ChunkRequest } = {
		wasm: { name: "wasm-chunks", what: "the emulator", file: wasm, from: await sha256OfFile(wasm), ...small },
		interpreter: {
			name: "interpreter-chunks",
			what: "the interpreter",
			file: files.interpreter,
			from: interpreter.digest,
			...small,
		},
		network: {
			name: "network-chunks",
			what: "the network stack",
			file: files.network,
			from: network.digest,
			...small,
		},
		bios: { name: "bios-chunks", what: "the BIOS", file: files.bios, from: bios.digest, ...small },
		kernel: { name: "kernel-chunks", what: "the kernel", file: files.kernel, from: kernel.digest, ...small },
		root: {
			name: "root-chunks",
			what: "the root file system",
			file: files.root,
			from: root.digest,
			chunkBytes: rootChunkBytes,
			level: 19,
			typicalSeconds: 150,
		},
		data: {
			name: "data-chunks",
			what: "the data disk",
			file: files.data,
			from: data.digest,
			chunkBytes: dataChunkBytes,
			level: 19,
			typicalSeconds: 2,
		},
		places: {
			name: "places-chunks",
			what: "the order of the snapshot's pages",
			file: arranged.placesPath,
			from: arranged.digest,
			...small,
		},
		state: {
			name: "state-chunks",
			what: "the snapshot",
			file: arranged.statePath,
			from: arranged.digest,
			chunkBytes: statePartBytes,
			level: 22,
			typicalSeconds: 30,
		},
	};
	const parts: BundleParts = {
		wasm: await cutIntoChunks(requests.wasm),
		interpreter: await cutIntoChunks(requests.interpreter),
		network: await cutIntoChunks(requests.network),
		bios: await cutIntoChunks(requests.bios),
		kernel: await cutIntoChunks(requests.kernel),
		root: await cutIntoChunks(requests.root),
		data: await cutIntoChunks(requests.data),
		places: await cutIntoChunks(requests.places),
		state: await cutIntoChunks(requests.state),
	};
	const manifest = makeManifest(parts, {
		...hardware,
		prefetch: snapshot.prefetch,
		headBytes: arranged.headBytes,
		versions: snapshot.versions,
	});
	await publishBundle(manifest, Object.values(parts), bundleFolder);
	const forImages = await fetchForImages();
	await buildRegistry(images, forImages);
	await buildMirror(forImages);
	await sweepCompressed();

	const storedBytes = partsOf(manifest).reduce((sum, part) => sum + part.storedBytes, 0);
	const startBytes = manifest.snapshot.parts.reduce((sum, part) => sum + part.storedBytes, 0);
	console.log(`Machine ${manifest.digest.slice(0, 12)}: ${formatBytes(storedBytes)}, its snapshot ${formatBytes(startBytes)}.`);
	return manifest;
}
