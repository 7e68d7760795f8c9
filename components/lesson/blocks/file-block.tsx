"use client";

import { FilePen, SquarePen } from "lucide-react";
import { type PropsWithChildren, useState } from "react";
import type { FileBlockProps } from "#lessons/components.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useDesk, useFilled } from "../lesson-desk.ts";
import styles from "./code.module.css";

/** A file of the lab: what is or should be in it, and the way to it in the editor. */
export function FileBlock({ path, text, write, children }: PropsWithChildren<FileBlockProps>) {
	const { files, onOpenFile } = useDesk();
	const filledPath = useFilled(path);
	const content = useFilled(text);
	const [written, setWritten] = useState<string | null>(null);

	async function writeFile(): Promise<void> {
		try {
			await files.write(filledPath, content);
			setWritten("Written.");
			onOpenFile(filledPath);
		} catch (thrown) {
			setWritten(`Not written: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
		}
	}

	return (
		<section className={styles.block} aria-label={`File ${filledPath}`}>
			<div className={styles.fileHead}>
				<code className={styles.path}>{filledPath}</code>
				<CopyButton text={content} />
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
			<pre className={styles.code} tabIndex={0}>
				<code>{children ?? content}</code>
			</pre>
			<div className={styles.fileFoot}>
				<Button size="small" onClick={() => onOpenFile(filledPath)}>
					<SquarePen aria-hidden="true" />
					Open in the editor
				</Button>
				{write ? (
					<Button size="small" onClick={() => void writeFile()}>
						<FilePen aria-hidden="true" />
						Write this into the file
					</Button>
				) : null}
				<span role="status" className={styles.written}>
					{written}
				</span>
			</div>
		</section>
	);
}
