/** How long Docker's commands take in the tab, and how that compares with the same guest under QEMU on this machine. */
import { benchInstructions } from "./engine/in-node.ts";
import { timesInQemu } from "./engine/in-qemu.ts";
import { coldRuns, typeScript } from "./engine/in-tab.ts";
import { noTimes, reportQemu, reportRatios, reportTimes, type Times } from "./engine/times.ts";
import { inChromium } from "./in-chromium.ts";
import { installedQemu, QEMU } from "./qemu/installed.ts";
import { report } from "./report.ts";

export async function benchEngine(): Promise<void> {
	const images = await benchInstructions();
	const version = await installedQemu();
	const qemu = version === undefined ? withoutQemu() : await timesInQemu(images);
	if (qemu) reportQemu(qemu, `${version}`);

	await inChromium(async ({ site, browser, where }) => {
		const runs = await coldRuns(browser, site.origin);
		report({ metric: "engine.cold_run_ms", unit: "ms", runs, reach: 8000, aim: 4000, where });
		const times = noTimes();
		try {
			const memoryBytes = await typeScript(browser, site.origin, times);
			report({ metric: "tab.memory_bytes", unit: "bytes", runs: [memoryBytes], reach: 900e6, aim: 700e6, where });
		} finally {
			reportTimes(times, where);
			if (qemu) reportRatios(times, qemu, `${where}; ${version}`);
		}
	});
}

function withoutQemu(): Times | undefined {
	console.error(
		`  No figure is compared with QEMU's: there is no ${QEMU}. On Debian it is in the package qemu-system-x86 (apt-get install qemu-system-x86).`,
	);
	return undefined;
}
