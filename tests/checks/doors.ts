/** `npm run doors`: checks the imports of all rooms against the table in .dependency-cruiser.cjs. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";

const rooms = ["app", "components", "workspace", "preview", "lessons", "server", "emulator", "cli", "bench", "tests"];

/**
 * A tool that reads none of the sources finds no fault in them either: dependency-cruiser does so when it does not know the installed
 * TypeScript. Raise this when the project has grown.
 */
const leastModules = 100;

const { options, ...ruleSet } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as IFlattenedRuleSet & {
	options: Parameters<typeof cruise>[1];
};
const present = rooms.filter((room) => existsSync(room));
const result = await cruise(present, { ...options, ruleSet, validate: true }, {}, { tsConfig: extractTsConfig("tsconfig.json") });
const { summary } = result.output as ICruiseResult;

for (const { rule, from, to, cycle } of summary.violations) {
	const comment = ruleSet.forbidden?.find(({ name }) => name === rule.name)?.comment ?? "";
	const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(" -> ");
	console.error(`${from} -> ${way}\n    ${rule.name}: ${comment}`);
}
if (summary.totalCruised < leastModules) {
	console.error(
		`Only ${summary.totalCruised} modules were read, fewer than ${leastModules}: the check does not see the sources.`,
	);
	process.exitCode = 1;
} else if (summary.violations.length > 0) {
	console.error(`${summary.violations.length} imports through doors that are not there.`);
	process.exitCode = 1;
} else console.log(`${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports, all through their doors.`);
