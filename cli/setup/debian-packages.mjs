import { spawnSync } from "node:child_process";
import { outputOf, run, SetupError, stage } from "./run.mjs";

/** What the guest is built with. */
export const buildPackages = [
	"arch-test",
	"bc",
	"bison",
	"clang",
	"debian-archive-keyring",
	"e2fsprogs",
	"erofs-utils",
	"flex",
	"gcc",
	"gcc-multilib",
	"lld",
	"lz4",
	"make",
	"mmdebstrap",
	"patch",
	"wasi-libc",
	"xz-utils",
	"zstd",
];

/** An ordinary user builds the guest's files in a user namespace. */
const userPackages = ["uidmap"];

/** What the tests drive the page with, and the registry. */
export const testPackages = ["chromium", "skopeo"];

/**
 * Has these Debian packages installed: as root by apt-get, otherwise by telling which are missing.
 * @param {readonly string[]} wanted
 * @throws SetupError when they are missing and cannot be installed here
 */
export async function installDebianPackages(wanted) {
	const isRoot = process.getuid?.() === 0;
	const missing = missingPackages(isRoot ? wanted : [...wanted, ...userPackages]);
	if (missing.length === 0) return;
	if (!isRoot) {
		throw new SetupError(
			`These Debian packages are missing. Please install them, then start again:\n\n  sudo apt-get install ${missing.join(" ")}`,
		);
	}
	await stage(`Installing Debian packages: ${missing.join(" ")} (took about a minute before)`, async () => {
		const env = { DEBIAN_FRONTEND: "noninteractive" };
		const install = ["install", "--yes", "--no-install-recommends", "-qq", "-o", "Dpkg::Use-Pty=0", ...missing];
		const updated = await run("apt-get", ["update", "-qq"], env);
		const code = updated === 0 ? await run("apt-get", install, env) : updated;
		if (code !== 0) throw new SetupError("apt-get could not install the packages; its own message is above.");
	});
}

/** @throws SetupError on anything but Debian (or a system made from it) on a 64-bit PC */
export async function requireDebian() {
	const architecture = (await outputOf("dpkg", ["--print-architecture"]))?.trim();
	if (process.platform === "linux" && architecture === "amd64" && (await outputOf("apt-get", ["--version"])) !== undefined)
		return;
	const here = architecture === undefined ? `${process.platform} ${process.arch}` : `Debian ${architecture}`;
	throw new SetupError(
		`The guest is built from Debian packages, on Debian 12 or newer on a 64-bit PC (amd64). This is ${here}. Instead you can:\n\n` +
			"  · build and serve the site in a container:  docker build -t slipway . && docker run -p 3000:3000 slipway\n" +
			"  · use a guest that was packed elsewhere (npm run guest:pack):  SLIPWAY_GUEST=<file or URL> npm start",
	);
}

/** @param {readonly string[]} wanted */
function missingPackages(wanted) {
	// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
	const format = "--showformat=${Package} ${db:Status-Status}\n";
	// Names that dpkg never heard of make it fail but do not keep it from listing the others.
	const { stdout } = spawnSync("dpkg-query", ["--show", format, ...wanted], {
		encoding: "utf8",
	});
	const installed = new Set(
		(stdout ?? "")
			.split("\n")
			.filter((line) => line.endsWith(" installed"))
			.map((line) => line.split(" ")[0]),
	);
	return wanted.filter((name) => !installed.has(name));
}
