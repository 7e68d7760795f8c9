// What `npm start` and `npm test` have in common: everything up to a built site.
import { buildPackages, installDebianPackages, requireDebian } from "./debian-packages.mjs";
import { requireI386 } from "./i386.mjs";
import { installNodeModules } from "./node-modules.mjs";
import { requireNode } from "./node-version.mjs";
import { run, SetupError } from "./run.mjs";

/**
 * Leaves the machine bundle in public/machine and the production build in .next. Quick when nothing has changed.
 * @param {readonly string[]} [packages] Debian packages that are needed besides those of the build
 * @throws SetupError
 */
export async function setUp(packages = []) {
	requireNode();
	const packed = (process.env.SLIPWAY_GUEST ?? "") !== "";
	const wanted = packed ? packages : [...buildPackages, ...packages];
	if (wanted.length > 0) {
		await requireDebian();
		await installDebianPackages(wanted);
	}
	if (!packed) await requireI386();
	await installNodeModules();
	const code = await run(process.execPath, ["--import", "tsx", "cli/setup/build-site.ts"]);
	if (code !== 0) throw new SetupError("The site was not built; what went wrong is told above.");
}
