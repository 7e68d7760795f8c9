import { readFile } from "node:fs/promises";
import path from "node:path";
import { repository, run, SetupError, stage } from "./run.mjs";

/** Installs the npm packages when they are missing or not those of package-lock.json. */
export async function installNodeModules() {
	if (await isInstalled()) return;
	await stage("Installing npm packages (took about half a minute before)", async () => {
		// Not `npm ci`: it refuses a lock file that lacks the packages of other platforms, and a registry that does not have those makes
		// npm leave them out. Without saving, `install` keeps to the lock file just as well, which is looked at below.
		const code = await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
		if (code !== 0) throw new SetupError("npm could not install the packages; its own message is above.");
		if (!(await isInstalled()))
			throw new SetupError("npm installed other packages than package-lock.json names. Is it up to date with package.json?");
	});
}

/** npm notes in node_modules what it installed, so a half-done or outdated installation shows. */
async function isInstalled() {
	const wanted = await packagesIn("package-lock.json");
	const present = await packagesIn("node_modules/.package-lock.json");
	if (wanted === undefined || present === undefined) return false;
	for (const [name, entry] of Object.entries(wanted)) {
		if (name === "") continue;
		const found = present[name];
		// Packages for other platforms are left out.
		if (found === undefined ? !(entry.optional || entry.devOptional || entry.peer) : found.version !== entry.version)
			return false;
	}
	return true;
}

/** @param {string} file */
async function packagesIn(file) {
	try {
		return JSON.parse(await readFile(path.join(repository, file), "utf8")).packages;
	} catch {
		return undefined;
	}
}
