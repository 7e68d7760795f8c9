"use client";

import { ContextMenu } from "@base-ui/react/context-menu";
import { Download, FilePlus, FolderPlus, Pencil, Trash2, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { folderOf } from "#workspace/files/paths.ts";
import type { Entry } from "#workspace/files/state.ts";
import styles from "./file-menu.module.css";
import type { FileActions } from "./use-file-actions.tsx";

export interface MenuTarget {
	readonly path: string;
	readonly kind: Entry["kind"];
}

interface FileMenuProps {
	/** What the menu is about; the lab itself is a folder at "". */
	readonly target: MenuTarget;
	readonly actions: FileActions;
	/** Where a right click, a long touch or the menu key opens it. */
	readonly children: ReactNode;
}

export function FileMenu({ target, actions, children }: FileMenuProps) {
	const { path, kind } = target;
	const folder = kind === "folder" ? path : folderOf(path);
	return (
		<ContextMenu.Root>
			<ContextMenu.Trigger className={styles.trigger}>{children}</ContextMenu.Trigger>
			<ContextMenu.Portal>
				<ContextMenu.Positioner className={styles.positioner} collisionPadding={8}>
					<ContextMenu.Popup className={styles.popup}>
						<Item icon={<FilePlus />} onClick={() => actions.newFile(folder)}>
							New file…
						</Item>
						<Item icon={<FolderPlus />} onClick={() => actions.newFolder(folder)}>
							New folder…
						</Item>
						<Item icon={<Upload />} onClick={() => actions.chooseUploads(folder)}>
							Upload files…
						</Item>
						<ContextMenu.Separator className={styles.separator} />
						{kind === "file" || kind === "folder" ? (
							<Item icon={<Download />} onClick={() => actions.download(path)}>
								{kind === "folder" ? "Download as zip" : "Download"}
							</Item>
						) : null}
						{path === "" ? null : (
							<>
								<Item icon={<Pencil />} hint="F2" onClick={() => actions.rename(path)}>
									Rename or move…
								</Item>
								<Item icon={<Trash2 />} hint="Del" onClick={() => actions.remove(path, kind === "folder" ? "folder" : "file")}>
									Delete…
								</Item>
							</>
						)}
					</ContextMenu.Popup>
				</ContextMenu.Positioner>
			</ContextMenu.Portal>
		</ContextMenu.Root>
	);
}

function Item({ icon, hint, onClick, children }: { icon: ReactNode; hint?: string; onClick: () => void; children: ReactNode }) {
	return (
		<ContextMenu.Item className={styles.item} onClick={onClick}>
			{icon}
			<span>{children}</span>
			{hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
		</ContextMenu.Item>
	);
}
