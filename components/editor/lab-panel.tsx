"use client";

import { Download, FilePlus, FolderPlus, Upload } from "lucide-react";
import { useStore } from "zustand";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import { folderOf } from "#workspace/files/paths.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { FileTree } from "./file-tree.tsx";
import styles from "./lab-panel.module.css";
import type { FileActions } from "./use-file-actions.tsx";

interface LabPanelProps {
	readonly files: LabFiles;
	readonly actions: FileActions;
	readonly onSay: (words: string) => void;
}

/** The left side of the editor: the lab's files and what can be done with them. */
export function LabPanel({ files, actions, onSay }: LabPanelProps) {
	const lab = useStore(files.store, (state) => state.lab);
	const active = useStore(files.store, (state) => state.active);
	const empty = useStore(files.store, (state) => {
		const top = state.folders.get("");
		return top?.state === "ready" && top.entries.length === 0;
	});
	const unread = useStore(files.store, (state) => state.folders.get("")?.state !== "ready");
	// New things are made beside what is in front.
	const folder = active === null ? "" : folderOf(active);

	return (
		<nav className={styles.panel} aria-label="Lab">
			<div className={styles.head}>
				<h2 className={styles.title}>lab</h2>
				<IconButton label="New file" aria-disabled={lab !== "ready"} onClick={() => lab === "ready" && actions.newFile(folder)}>
					<FilePlus />
				</IconButton>
				<IconButton
					label="New folder"
					aria-disabled={lab !== "ready"}
					onClick={() => lab === "ready" && actions.newFolder(folder)}
				>
					<FolderPlus />
				</IconButton>
				<IconButton
					label="Upload files"
					hint="or drop them on the tree"
					aria-disabled={lab !== "ready"}
					onClick={() => lab === "ready" && actions.chooseUploads(folder)}
				>
					<Upload />
				</IconButton>
				<IconButton
					label="Download the lab as zip"
					aria-disabled={lab !== "ready"}
					onClick={() => lab === "ready" && actions.download("")}
				>
					<Download />
				</IconButton>
			</div>
			{lab === "missing" ? (
				<div className={styles.note}>
					<p>The machine has no folder ~/lab any more.</p>
					<Button size="small" onClick={() => void files.makeLab().catch(() => onSay("The folder could not be made."))}>
						Make it again
					</Button>
				</div>
			) : (
				<>
					{lab === "away" ? (
						<p className={styles.note}>
							{unread
								? "The files come as soon as the machine runs."
								: "The machine does not run: these are its files as last seen."}
						</p>
					) : null}
					{empty ? (
						<p className={styles.note}>Nothing here yet. Make a file, drop one here, or create one in the terminal.</p>
					) : null}
					<FileTree files={files} actions={actions} />
				</>
			)}
		</nav>
	);
}
