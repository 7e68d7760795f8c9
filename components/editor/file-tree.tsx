"use client";

import { dragAndDropFeature, hotkeysCoreFeature, selectionFeature, syncDataLoaderFeature } from "@headless-tree/core";
import { useTree } from "@headless-tree/react";
import { Braces, ChevronRight, File, FileCode, FileText, Folder, FolderOpen, Link2, Plug } from "lucide-react";
import { type CSSProperties, type DragEvent, type KeyboardEvent, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import { folderOf, isWithin, nameOf } from "#workspace/files/paths.ts";
import { droppedFiles, hasFiles } from "./dropped-files.ts";
import { FileMenu, type MenuTarget } from "./file-menu.tsx";
import styles from "./file-tree.module.css";
import { languageOf } from "./language-of.ts";
import { idOf, itemAt, LAB_ID, MORE, pathOf, type TreeItem, treeChildren } from "./tree-items.ts";
import type { FileActions } from "./use-file-actions.tsx";

interface FileTreeProps {
	readonly files: LabFiles;
	readonly actions: FileActions;
}

/** The lab as a tree: arrow keys walk it, Enter opens, F2 renames, Delete deletes, the menu key has the rest. */
export function FileTree({ files, actions }: FileTreeProps) {
	const folders = useStore(files.store, (state) => state.folders);
	const active = useStore(files.store, (state) => state.active);
	const [target, setTarget] = useState<MenuTarget>({ path: "", kind: "folder" });

	// The tree reads the folders anew when this is another list, and only then.
	const expandedItems = useMemo(() => [...folders.keys()].map(idOf), [folders]);

	const tree = useTree<TreeItem>({
		rootItemId: LAB_ID,
		features: [syncDataLoaderFeature, selectionFeature, hotkeysCoreFeature, dragAndDropFeature],
		dataLoader: { getItem: (id) => itemAt(folders, id), getChildren: (id) => treeChildren(folders, id) },
		getItemName: (item) => item.getItemData().name,
		isItemFolder: (item) => item.getItemData().kind === "folder",
		indent: 14,
		state: { expandedItems, selectedItems: active === null ? [] : [idOf(active)] },
		setExpandedItems(change) {
			const after = typeof change === "function" ? change(expandedItems) : change;
			for (const id of after) if (!expandedItems.includes(id)) files.expand(pathOf(id));
			for (const id of expandedItems) if (!after.includes(id)) files.collapse(pathOf(id));
		},
		// What is selected is the file in front, and nothing else.
		setSelectedItems() {},
		onPrimaryAction(item) {
			const { kind } = item.getItemData();
			if (kind !== "folder" && kind !== "more") files.open(pathOf(item.getId()));
		},
		canReorder: false,
		canDrag: (items) => items.every((item) => item.getItemData().kind !== "more"),
		canDrop: (items, { item }) => {
			const folder = pathOf(item.getId());
			return (
				item.isFolder() &&
				items.every((one) => !isWithin(folder, pathOf(one.getId())) && folderOf(pathOf(one.getId())) !== folder)
			);
		},
		onDrop(items, { item }) {
			for (const one of items) actions.move(pathOf(one.getId()), pathOf(item.getId()));
		},
		canDragForeignDragObjectOver: (transfer, { item }) => hasFiles(transfer) && item.isFolder(),
		canDropForeignDragObject: (transfer, { item }) => hasFiles(transfer) && item.isFolder(),
		onDropForeignDragObject: (transfer, { item }) => drop(transfer, pathOf(item.getId())),
	});

	async function drop(transfer: DataTransfer, folder: string): Promise<void> {
		actions.upload(folder, await droppedFiles(transfer));
	}
	function handleDropBeside(event: DragEvent): void {
		if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
		event.preventDefault();
		void drop(event.dataTransfer, "");
	}
	function handleKey(event: KeyboardEvent, path: string, kind: TreeItem["kind"]): void {
		if (kind === MORE || event.ctrlKey || event.altKey || event.metaKey) return;
		if (event.key === "F2") actions.rename(path);
		else if (event.key === "Delete") actions.remove(path, kind === "folder" ? "folder" : "file");
		else return;
		event.preventDefault();
	}
	const items = tree.getItems();
	// The one that had the focus last may be gone.
	const enterAt = items.find((item) => item.isFocused()) ?? items[0];

	return (
		<FileMenu target={target} actions={actions}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: a wider place to drop files on; the button above does the same */}
			<div
				className={styles.space}
				onContextMenuCapture={() => setTarget({ path: "", kind: "folder" })}
				onDragOver={(event) => hasFiles(event.dataTransfer) && event.preventDefault()}
				onDrop={handleDropBeside}
			>
				<div {...tree.getContainerProps("Files of the lab")} role="tree" className={styles.tree}>
					{items.map((item) => {
						const data = item.getItemData();
						const path = pathOf(item.getId());
						return (
							<button
								{...item.getProps()}
								key={item.getId()}
								type="button"
								tabIndex={item === enterAt ? 0 : -1}
								onFocus={() => item.setFocused()}
								onKeyDown={(event) => handleKey(event, path, data.kind)}
								className={styles.item}
								style={{ "--level": item.getItemMeta().level } as CSSProperties}
								data-active={path === active || undefined}
								data-drop={item.isDragTarget() || undefined}
								data-kind={data.kind}
								title={data.kind === "more" ? undefined : path}
								onContextMenu={() => data.kind !== "more" && setTarget({ path, kind: data.kind })}
							>
								<ChevronRight className={styles.chevron} data-open={item.isExpanded() || undefined} aria-hidden="true" />
								<Icon item={data} expanded={item.isExpanded()} />
								<span className={styles.name}>{data.name}</span>
							</button>
						);
					})}
				</div>
			</div>
		</FileMenu>
	);
}

function Icon({ item, expanded }: { item: TreeItem; expanded: boolean }) {
	if (item.kind === MORE) return null;
	if (item.kind === "folder") return expanded ? <FolderOpen aria-hidden="true" /> : <Folder aria-hidden="true" />;
	if (item.kind === "link") return <Link2 role="img" aria-label="Link" />;
	if (item.kind === "other") return <Plug role="img" aria-label="No file" />;
	const language = languageOf(nameOf(item.name));
	if (language === "json" || language === "yaml") return <Braces aria-hidden="true" />;
	if (language === "plaintext" || language === "markdown")
		return language === "markdown" ? <FileText aria-hidden="true" /> : <File aria-hidden="true" />;
	return <FileCode aria-hidden="true" />;
}
