// `npm test`: the checks and every tier of tests, on the built site. The last line counts them all.
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { testPackages } from "./debian-packages.mjs";
import { main, repository, run, stage } from "./run.mjs";
import { setUp } from "./set-up.mjs";

const checks = ["lint", "types", "doors", "dead"];
const reportFile = path.join(repository, "tests/.output/vitest.json");

await main(async () => {
	await setUp(testPackages);

	const failedChecks = [];
	for (const check of checks) {
		const code = await stage(`Check: ${check}`, () => run("npm", ["run", "--silent", check]));
		if (code !== 0) failedChecks.push(check);
	}

	await mkdir(path.dirname(reportFile), { recursive: true });
	await rm(reportFile, { force: true });
	const vitest = [
		"node_modules/vitest/vitest.mjs",
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${reportFile}`,
	];
	const code = await stage("Tests", () => run(process.execPath, vitest));
	const tests = await readReport();

	if (failedChecks.length > 0) console.log(`\nFailed checks: ${failedChecks.join(", ")} (npm run <name> shows them again)`);
	if (tests.passed + tests.failed === 0) console.log("\nNo test ran.");
	const failed = tests.failed + failedChecks.length;
	console.log(`\n${tests.passed} passed, ${failed} failed`);
	return code !== 0 || failed > 0 || tests.passed === 0 ? 1 : 0;
});

/** A report that is missing counts nothing: vitest did not get to its end, and its exit code says so. */
async function readReport() {
	try {
		const report = JSON.parse(await readFile(reportFile, "utf8"));
		// A file that could not even be loaded has no tests in it, but it failed.
		const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
		return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
	} catch {
		return { passed: 0, failed: 0 };
	}
}
