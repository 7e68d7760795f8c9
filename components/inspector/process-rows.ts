/** The host's processes as rows of a tree. */
import type { HostProcess } from "#workspace/engine/model.ts";
import { groupBy } from "./group-by.ts";

export interface ProcessRow {
	readonly process: HostProcess;
	/** 1 for a process without a parent here. */
	readonly level: number;
	readonly children: number;
	readonly folded: boolean;
	/** Whether its parent is not in the same container: here the container begins. */
	readonly entersContainer: boolean;
}

/** The parent of the kernel's own threads. They are folded away until somebody wants to see them. */
const KERNEL_THREADS = 2;

/** Parents before children, siblings by number. Those in `toggled` are folded where they would not be, or the other way round. */
export function processRows(processes: readonly HostProcess[], toggled: ReadonlySet<number>): ProcessRow[] {
	const byPid = new Map(processes.map((process) => [process.pid, process]));
	const children = groupBy(processes, ({ parentPid }) => (byPid.has(parentPid) ? parentPid : 0));
	const rows: ProcessRow[] = [];

	function add(process: HostProcess, level: number): void {
		const below = children.get(process.pid) ?? [];
		const folded = below.length > 0 && (process.pid === KERNEL_THREADS) !== toggled.has(process.pid);
		const { containerId } = process;
		rows.push({
			process,
			level,
			children: below.length,
			folded,
			entersContainer: containerId !== null && byPid.get(process.parentPid)?.containerId !== containerId,
		});
		if (!folded) for (const child of below) add(child, level + 1);
	}
	for (const process of children.get(0) ?? []) add(process, 1);
	return rows;
}
