"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { EngineViewState } from "#workspace/engine/model.ts";
import { bytesWords } from "../ui/byte-words.ts";
import { type ProcessRow, processRows } from "./process-rows.ts";
import styles from "./process-tree.module.css";
import { shortId } from "./words.ts";

/** All processes of the host as a tree. Those of containers are among them, each with the number it has inside. */
export function ProcessTree({ state: { processes, containers, host } }: { state: EngineViewState }) {
	const tableRef = useRef<HTMLTableElement>(null);
	const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
	const [current, setCurrent] = useState(1);
	const rows = processRows(processes, toggled);
	const focusable = rows.some(({ process }) => process.pid === current) ? current : rows[0]?.process.pid;
	const inContainers = processes.filter(({ containerId }) => containerId !== null).length;

	function nameOf(containerId: string): string {
		return containers.find(({ id }) => id === containerId)?.name ?? shortId(containerId);
	}
	function toggle(pid: number): void {
		const next = new Set(toggled);
		if (!next.delete(pid)) next.add(pid);
		setToggled(next);
	}
	function focusRow(row: ProcessRow | undefined): void {
		if (!row) return;
		setCurrent(row.process.pid);
		tableRef.current?.querySelector<HTMLElement>(`[data-pid="${row.process.pid}"]`)?.focus();
	}
	function handleKey(event: KeyboardEvent, row: ProcessRow, index: number): void {
		const { folded, children, process } = row;
		if (event.key === "ArrowDown") focusRow(rows[index + 1]);
		else if (event.key === "ArrowUp") focusRow(rows[index - 1]);
		else if (event.key === "Home") focusRow(rows[0]);
		else if (event.key === "End") focusRow(rows.at(-1));
		else if ((event.key === "ArrowRight" && folded) || (event.key === "ArrowLeft" && children > 0 && !folded))
			toggle(process.pid);
		else if (event.key === "ArrowLeft") focusRow(rows.find((one) => one.process.pid === process.parentPid));
		else if (event.key === "Enter" && children > 0) toggle(process.pid);
		else return;
		event.preventDefault();
	}

	return (
		<>
			<p className={styles.lead}>
				One kernel{host ? ` (Linux ${host.kernel})` : ""} runs all {processes.length} processes.{" "}
				{inContainers === 0
					? "None of them is in a container now."
					: `${inContainers} of them ${inContainers === 1 ? "is" : "are"} in containers, where they have other numbers.`}
			</p>
			{/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows of a tree, with columns */}
			<table ref={tableRef} className={styles.tree} role="treegrid" aria-label="Processes of the host">
				<thead>
					<tr>
						<th scope="col">Process</th>
						<th scope="col">Number</th>
						<th scope="col">Inside</th>
						<th scope="col">Memory</th>
					</tr>
				</thead>
				<tbody>
					{rows.map((row, index) => (
						<tr
							key={row.process.pid}
							data-pid={row.process.pid}
							data-container={row.process.containerId === null ? undefined : true}
							aria-level={row.level}
							aria-expanded={row.children > 0 ? !row.folded : undefined}
							tabIndex={row.process.pid === focusable ? 0 : -1}
							onFocus={() => setCurrent(row.process.pid)}
							onKeyDown={(event) => handleKey(event, row, index)}
						>
							<td>
								<Name row={row} container={row.process.containerId && nameOf(row.process.containerId)} onToggle={toggle} />
							</td>
							<td>{row.process.pid}</td>
							<td>{row.process.pids.length > 1 ? row.process.pids.at(-1) : ""}</td>
							<td>{row.process.memoryBytes > 0 ? bytesWords(row.process.memoryBytes) : ""}</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}

interface NameProps {
	readonly row: ProcessRow;
	readonly container: string | null;
	readonly onToggle: (pid: number) => void;
}

function Name({ row: { process, level, children, folded, entersContainer }, container, onToggle }: NameProps) {
	const hidden = folded ? (process.pid === 2 ? ` and ${children} threads of the kernel` : ` and ${children} below`) : "";
	return (
		<div className={styles.name} style={{ paddingInlineStart: `${Math.min(level - 1, 12) * 14}px` }}>
			{children > 0 ? (
				// The row has the keys; this is for the pointer.
				<button type="button" className={styles.toggle} tabIndex={-1} aria-hidden="true" onClick={() => onToggle(process.pid)}>
					{folded ? <ChevronRight /> : <ChevronDown />}
				</button>
			) : (
				<span className={styles.toggle} />
			)}
			{entersContainer ? (
				<span className={styles.container}>
					<span className="sr-only">container </span>
					{container}
				</span>
			) : null}
			<span className={styles.command} title={process.command || process.name}>
				{process.command || process.name}
			</span>
			{process.state === "T" || process.state === "Z" ? (
				<span className={styles.state}>{process.state === "Z" ? "ended" : "stopped"}</span>
			) : null}
			<span className={styles.hidden}>{hidden}</span>
		</div>
	);
}
