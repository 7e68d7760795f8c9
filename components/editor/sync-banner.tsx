"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import type { OpenFile } from "#workspace/files/state.ts";
import { Button } from "../ui/button.tsx";
import { errnoWords } from "./file-words.ts";
import styles from "./sync-banner.module.css";

interface SyncBannerProps {
	readonly files: LabFiles;
	readonly file: OpenFile;
	readonly comparing: boolean;
	readonly onCompare: (compare: boolean) => void;
	readonly onClose: () => void;
}

/** What stands between a file in the editor and the same file in the machine, and the ways out. */
export function SyncBanner({ files, file, comparing, onCompare, onClose }: SyncBannerProps) {
	const { path, sync } = file;
	if (sync.state === "conflict") {
		const text = sync.theirs.kind === "text";
		return (
			<Banner
				words={
					sync.fresh
						? "The machine is a fresh one, and has another text here than you."
						: text
							? "This file was changed in the machine while you were typing. Both texts are kept."
							: "In the machine, something that is no text has taken this file's place."
				}
			>
				{text ? (
					<Button size="small" aria-pressed={comparing} onClick={() => onCompare(!comparing)}>
						Compare
					</Button>
				) : null}
				<Button size="small" onClick={() => files.takeTheirs(path)}>
					Take the machine's
				</Button>
				<Button size="small" tone="primary" onClick={() => void files.keepMine(path)}>
					Keep mine
				</Button>
			</Banner>
		);
	}
	if (sync.state === "gone") {
		return (
			<Banner
				words={
					sync.fresh
						? "The machine is a fresh one without this file."
						: "This file was deleted in the machine. Its text is still here."
				}
			>
				<Button size="small" onClick={onClose}>
					Close
				</Button>
				<Button size="small" tone="primary" onClick={() => void files.keepMine(path)}>
					Write it again
				</Button>
			</Banner>
		);
	}
	if (sync.state === "failed") {
		return (
			<Banner words={`Not saved: ${errnoWords(sync.errno)}.`}>
				<Button size="small" tone="primary" onClick={() => void files.save(path)}>
					Try again
				</Button>
			</Banner>
		);
	}
	return null;
}

function Banner({ words, children }: { words: string; children: ReactNode }) {
	return (
		<div className={styles.banner} role="alert">
			<TriangleAlert className={styles.icon} aria-hidden="true" />
			<p className={styles.words}>{words}</p>
			<div className={styles.ways}>{children}</div>
		</div>
	);
}
