"use client";

import { useEffect, useState } from "react";
import type { BlockProps } from "#lessons/blocks.ts";
import { useDesk, useFilled } from "../lesson-desk.ts";
import { readCsv } from "../read-csv.ts";
import styles from "./lab-table.module.css";

/** More than this is no table to read in prose. */
const MOST_ROWS = 100;

/** A CSV file of the lab as a table that follows the file. Its first line names the columns. */
export function LabTable({ file, caption }: BlockProps<"LabTable">) {
	const { files } = useDesk();
	const path = useFilled(file);
	const [text, setText] = useState<string | null>(null);
	useEffect(() => files.follow(path, setText), [files, path]);
	const [head, ...rows] = text === null ? [] : readCsv(text, MOST_ROWS + 1);
	return (
		<figure className={styles.figure}>
			<figcaption className={styles.caption}>
				{useFilled(caption)} <code>{path}</code>
			</figcaption>
			{head ? (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
				<section className={styles.scroll} tabIndex={0} aria-label={caption}>
					<table>
						<thead>
							<tr>
								{head.map((cell, column) => (
									// biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
									<th key={column} scope="col">
										{cell}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{rows.map((row, line) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: a row is its line
								<tr key={line}>
									{head.map((_, column) => (
										// biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
										<td key={column}>{row[column] ?? ""}</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</section>
			) : (
				<p className={styles.none}>Nothing in it yet.</p>
			)}
		</figure>
	);
}
