"use client";

import { useStore } from "zustand";
import type { Previews } from "#workspace/preview/previews.ts";
import type { LogEntry } from "#workspace/preview/request-log.ts";
import { Button } from "../ui/button.tsx";
import { bytesWords } from "../ui/byte-words.ts";
import styles from "./request-log.module.css";

interface RequestLogProps {
	readonly previews: Previews;
	readonly port: number;
}

/** What was asked of the port lately, newest first. */
export function RequestLog({ previews, port }: RequestLogProps) {
	const log = useStore(previews.store, (state) => state.log);
	const entries = log.filter((entry) => entry.port === port).reverse();
	return (
		<section className={styles.log} aria-label={`Requests to port ${port}`}>
			<div className={styles.head}>
				<h2>Requests</h2>
				<Button size="small" onClick={previews.clearLog}>
					Clear
				</Button>
			</div>
			{entries.length === 0 ? (
				<p className={styles.empty}>Nothing was asked for yet.</p>
			) : (
				<div className={styles.scroll}>
					<table>
						<thead>
							<tr>
								<th scope="col">Method</th>
								<th scope="col">Path</th>
								<th scope="col">Status</th>
								<th scope="col">Time</th>
								<th scope="col">Size</th>
							</tr>
						</thead>
						<tbody>
							{entries.map((entry) => (
								<tr key={entry.id} data-state={entry.state}>
									<td>{entry.method}</td>
									<td className={styles.path} title={entry.path}>
										{entry.path}
									</td>
									<td data-kind={statusKind(entry)}>{statusWords(entry)}</td>
									<td>{entry.durationMs === null ? "…" : `${entry.durationMs} ms`}</td>
									<td>{entry.bytes < 1000 ? `${entry.bytes} B` : bytesWords(entry.bytes)}</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

function statusWords({ status, state }: LogEntry): string {
	if (state === "failed") return status === null ? "no answer" : `${status}, broken off`;
	if (state === "cancelled") return status === null ? "cancelled" : `${status}, cancelled`;
	return status === null ? "…" : String(status);
}

function statusKind({ status, state }: LogEntry): "good" | "warn" | "bad" | undefined {
	if (state === "failed" || (status !== null && status >= 500)) return "bad";
	if (status !== null && status >= 400) return "warn";
	return status === null ? undefined : "good";
}
