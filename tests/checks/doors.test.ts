import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const { options, ...ruleSet } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs");

/** A house with a file in each place that the breaches go from and to. */
const files: Record<string, string> = {
	"package.json": JSON.stringify({ name: "house", type: "module", dependencies: { v86: "1" } }),
	"node_modules/v86/package.json": JSON.stringify({ name: "v86", version: "1.0.0", type: "module", main: "index.js" }),
	"node_modules/v86/index.js": "export class V86 {}",
	"emulator/machine.ts": "export interface Machine {}",
	"emulator/errors.ts": "export const errors = 1;",
	"emulator/agent/link.ts": "export const link = 1;",
	"emulator/fake/fake.ts": "export const fake = 1;",
	"emulator/client/spawn.ts": 'import { link } from "../agent/link.ts"; export const spawn = link;',
	"emulator/node/host.ts": 'import { V86 } from "v86"; export const host = V86;',
	"workspace/store.ts": 'import { spawn } from "../emulator/client/spawn.ts"; export const store = spawn;',
	"components/ui/button.ts": 'import type { Machine } from "../../emulator/machine.ts"; export type Button = Machine;',
	"components/lesson/view.ts": 'import { store } from "../../workspace/store.ts"; export const view = store;',
	"server/grades.ts": "export const grades = 1;",
};

const breaches: Record<string, readonly [file: string, text: string]> = {
	"components-doors": [
		"components/ui/spawns.ts",
		'import { spawn } from "../../emulator/client/spawn.ts"; export const s = spawn;',
	],
	"workspace-doors": ["workspace/links.ts", 'import { link } from "../emulator/agent/link.ts"; export const l = link;'],
	"server-doors": ["server/machine.ts", 'import type { Machine } from "../emulator/machine.ts"; export type M = Machine;'],
	"emulator-doors": ["emulator/agent/upward.ts", 'import { store } from "../../workspace/store.ts"; export const u = store;'],
	"emulator-client-doors": ["emulator/client/hosts.ts", 'import { host } from "../node/host.ts"; export const h = host;'],
	"emulator-worker-doors": ["emulator/worker/main.ts", 'import { spawn } from "../client/spawn.ts"; export const m = spawn;'],
	"emulator-shapes": ["emulator/computer.ts", 'import { link } from "./agent/link.ts"; export const c = link;'],
	"hosts-import-v86": ["emulator/v86/disk.ts", 'import { V86 } from "v86"; export const d = V86;'],
	"fake-is-for-tests": ["app/page.ts", 'import { fake } from "../emulator/fake/fake.ts"; export const p = fake;'],
	"no-sibling-features": ["components/editor/editor.ts", 'import { view } from "../lesson/view.ts"; export const e = view;'],
	"nothing-unresolved": ["cli/tool.ts", 'import { x } from "left-out"; export const t = x;'],
	"known-emulator-folders": ["emulator/attic/old.ts", 'import { link } from "../agent/link.ts"; export const o = link;'],
};

describe("the doors between rooms", () => {
	let house: string;

	beforeAll(() => {
		house = mkdtempSync(join(tmpdir(), "house-"));
		for (const [path, text] of Object.entries(files)) put(path, text);
	});

	afterAll(() => rmSync(house, { recursive: true }));

	function put(path: string, text: string): void {
		mkdirSync(dirname(join(house, path)), { recursive: true });
		writeFileSync(join(house, path), text);
	}

	async function broken(): Promise<string[]> {
		const rooms = ["app", "cli", "components", "emulator", "server", "workspace"].filter((room) =>
			[...Object.keys(files), ...planted].some((path) => path.startsWith(`${room}/`)),
		);
		const result = await cruise(rooms, { ...options, tsConfig: undefined, baseDir: house, ruleSet, validate: true });
		const { summary } = result.output as ICruiseResult;
		return [...new Set(summary.violations.map(({ rule }) => rule.name))];
	}

	const planted = new Set<string>();

	it("lets through what the table allows", async () => {
		expect(await broken()).toEqual([]);
	});

	it.each(Object.entries(breaches))("reports a breach of %s", async (rule, [path, text]) => {
		put(path, text);
		planted.add(path);
		try {
			expect(await broken()).toContain(rule);
		} finally {
			rmSync(join(house, path));
			planted.delete(path);
		}
	});
});
