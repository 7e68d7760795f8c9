import { expect, it } from "vitest";
import type { HostProcess } from "#workspace/engine/model.ts";
import { processRows } from "./process-rows.ts";

function one(pid: number, parentPid: number, containerId: string | null = null): HostProcess {
	return {
		pid,
		parentPid,
		name: `p${pid}`,
		command: "",
		state: "S",
		memoryBytes: 0,
		kernel: pid === 2 || parentPid === 2,
		containerId,
		pids: [pid],
	};
}

const processes = [one(1, 0), one(2, 0), one(3, 2), one(4, 2), one(10, 1), one(20, 10, "web"), one(21, 20, "web"), one(30, 1)];

it("puts children under their parents, and folds the kernel's threads", () => {
	expect(processRows(processes, new Set()).map(({ process, level, folded }) => [process.pid, level, folded])).toEqual([
		[1, 1, false],
		[10, 2, false],
		[20, 3, false],
		[21, 4, false],
		[30, 2, false],
		[2, 1, true],
	]);
});

it("shows where a container begins", () => {
	expect(processRows(processes, new Set()).filter(({ entersContainer }) => entersContainer)).toMatchObject([
		{ process: { pid: 20 } },
	]);
});

it("folds and unfolds what was toggled", () => {
	const pids = (toggled: number[]) => processRows(processes, new Set(toggled)).map(({ process }) => process.pid);
	expect(pids([2])).toEqual([1, 10, 20, 21, 30, 2, 3, 4]);
	expect(pids([10])).toEqual([1, 10, 30, 2]);
	// A process without children has nothing to fold.
	expect(pids([30])).toEqual([1, 10, 20, 21, 30, 2]);
});

it("keeps a process whose parent ended while it was read", () => {
	expect(processRows([one(50, 49)], new Set())).toMatchObject([{ process: { pid: 50 }, level: 1 }]);
});

it("comes to an end when a guest claims that a process is its own parent", () => {
	expect(processRows([one(1, 0), one(7, 7)], new Set()).map(({ process }) => process.pid)).toEqual([1]);
});
