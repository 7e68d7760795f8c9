/**
 * `npm run bench [part...]`: measures the production build that `npm start` made, in Chromium and in Node on this machine. For
 * figures that mean something nothing else may run on it.
 */
import { benchEditor } from "./editor.ts";
import { benchEngine } from "./engine.ts";
import { benchLesson } from "./lesson.ts";
import { benchNetwork } from "./network.ts";
import { benchPage } from "./page.ts";
import { benchPreview } from "./preview.ts";
import { benchRegistry } from "./registry.ts";
import { printTable } from "./report.ts";
import { benchUse } from "./use.ts";
import { benchVisits } from "./visits.ts";

/** In this order. A part starts what it measures, and stops it. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
	visits: benchVisits,
	page: benchPage,
	use: benchUse,
	engine: benchEngine,
	editor: benchEditor,
	preview: benchPreview,
	registry: benchRegistry,
	network: benchNetwork,
	lesson: benchLesson,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
	console.error(`No such part: ${unknown.join(", ")}. There are: ${Object.keys(parts).join(", ")}.`);
	process.exit(2);
}

try {
	for (const [name, bench] of Object.entries(parts)) {
		if (asked.length > 0 && !asked.includes(name)) continue;
		console.error(`→ measuring: ${name}`);
		await bench();
	}
} finally {
	// What was measured before something failed has been paid for.
	printTable();
}
