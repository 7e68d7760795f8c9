"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { nameOf } from "#workspace/files/paths.ts";
import type { OpenFile } from "#workspace/files/state.ts";
import styles from "./file-tabs.module.css";

interface FileTabsProps {
	readonly open: readonly OpenFile[];
	readonly active: string | null;
	/** Brings a file to the front; the focus stays in the strip. */
	readonly onSelect: (path: string) => void;
	/** The same, and the person wants to type in it. */
	readonly onEnter: (path: string) => void;
	readonly onClose: (path: string) => void;
}

/** The open files, worked with arrow keys. Delete closes; the buttons that do so too are not part of the tab order. */
export function FileTabs({ open, active, onSelect, onEnter, onClose }: FileTabsProps) {
	const stripRef = useRef<HTMLDivElement>(null);
	const activeIndex = open.findIndex(({ path }) => path === active);
	useEffect(() => {
		stripRef.current?.children[activeIndex]?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}, [activeIndex]);

	function handleKey(event: KeyboardEvent, index: number): void {
		const last = open.length - 1;
		const targets: Record<string, number> = {
			ArrowRight: index === last ? 0 : index + 1,
			ArrowLeft: index === 0 ? last : index - 1,
			Home: 0,
			End: last,
		};
		const target = targets[event.key] ?? -1;
		const file = open[target];
		if (!file) {
			if (event.key === "Delete") onClose(open[index]?.path ?? "");
			return;
		}
		event.preventDefault();
		onSelect(file.path);
		stripRef.current?.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus();
	}

	return (
		<div ref={stripRef} className={styles.strip} role="tablist" aria-label="Open files">
			{open.map((file, index) => {
				const name = nameOf(file.path);
				// The folder, where two files of one name are open.
				const twin = open.some((other) => other !== file && nameOf(other.path) === name);
				const mark = markOf(file);
				return (
					<div key={file.path} className={styles.tab} data-active={file.path === active || undefined} role="presentation">
						<button
							type="button"
							role="tab"
							className={styles.select}
							aria-selected={file.path === active}
							tabIndex={file.path === active || (activeIndex < 0 && index === 0) ? 0 : -1}
							title={file.path}
							onClick={() => onEnter(file.path)}
							onAuxClick={(event) => event.button === 1 && onClose(file.path)}
							onKeyDown={(event) => handleKey(event, index)}
						>
							<span className={styles.title} data-gone={file.sync.state === "gone" || undefined}>
								{name}
							</span>
							{twin ? <span className={styles.folder}>{file.path.slice(0, -name.length - 1) || "lab"}</span> : null}
							{mark ? <span className="sr-only">, {mark.words}</span> : null}
						</button>
						<button
							type="button"
							className={styles.close}
							data-mark={mark?.look}
							tabIndex={-1}
							aria-label={`Close ${name}`}
							title="Close"
							onClick={() => onClose(file.path)}
						>
							<X aria-hidden="true" />
						</button>
					</div>
				);
			})}
		</div>
	);
}

function markOf({ sync }: OpenFile): { readonly look: "unsaved" | "problem"; readonly words: string } | undefined {
	if (sync.state === "unsaved" || sync.state === "saving") return { look: "unsaved", words: "not saved yet" };
	if (sync.state === "conflict") return { look: "problem", words: "changed on both sides" };
	if (sync.state === "gone") return { look: "problem", words: "deleted in the machine" };
	if (sync.state === "failed") return { look: "problem", words: "could not be saved" };
	return undefined;
}
