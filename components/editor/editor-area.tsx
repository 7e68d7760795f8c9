"use client";

import { Hammer, PanelLeft, WandSparkles, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useRef, useState } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { useStore } from "zustand";
import { buildCommand } from "#workspace/builds/build-command.ts";
import type { Builds } from "#workspace/builds/builds.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import { nameOf } from "#workspace/files/paths.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { CodeView } from "./code-view.tsx";
import { DiffView } from "./diff-view.tsx";
import styles from "./editor-area.module.css";
import { FileTabs } from "./file-tabs.tsx";
import { errnoWords, unshownWords } from "./file-words.ts";
import { LabPanel } from "./lab-panel.tsx";
import { languageOf } from "./language-of.ts";
import type { BuildMark } from "./monaco/mark-build-failures.ts";
import type { MountedEditor } from "./monaco/mount-editor.ts";
import { PlaceBar } from "./place-bar.tsx";
import { SyncBanner } from "./sync-banner.tsx";
import { useFileActions } from "./use-file-actions.tsx";

interface EditorAreaProps {
	readonly files: LabFiles;
	readonly builds: Builds;
	/** Types a command into the terminal in front. @returns false when there is none that takes it now */
	readonly onType: (text: string) => boolean;
	/** Where the shell in front is, as its prompt says it: `~/lab`. */
	readonly shellFolder: () => string;
}

/** The editor of the lab: its files, those that are open, and the one in front. Loaded only when it is opened: Monaco comes with it. */
export function EditorArea({ files, builds, onType, shellFolder }: EditorAreaProps) {
	const open = useStore(files.store, (state) => state.open);
	const active = useStore(files.store, (state) => state.active);
	const [notice, setNotice] = useState("");
	// A phone has room for one of the two.
	const [treeShown, setTreeShown] = useState(() => matchMedia("(min-width: 640px)").matches);
	const [tabMoves, setTabMoves] = useState(false);
	const [comparing, setComparing] = useState<string | null>(null);
	const [mark, setMark] = useState<BuildMark>();
	const [actions, questions] = useFileActions(files, setNotice);
	const editorRef = useRef<MountedEditor>(null);

	const file = open.find(({ path }) => path === active);
	const text = file?.content.kind === "text";
	const dockerfile = text && languageOf(file.path) === "dockerfile";
	const theirs = file?.sync.state === "conflict" && file.sync.theirs.kind === "text" ? file.sync.theirs.text : undefined;
	const showDiff = file !== undefined && theirs !== undefined && comparing === file.path;

	const handleBuildMark = useCallback((next: BuildMark | undefined) => setMark(next), []);

	async function build(path: string): Promise<void> {
		const command = buildCommand(path, shellFolder());
		await files.save(path);
		const state = files.store.getState().open.find((one) => one.path === path)?.sync.state;
		if (command === undefined) setNotice("A file of that name cannot be typed as one line of a command.");
		// What would be built is not what is shown.
		else if (state !== "saved") setNotice("The machine does not have this text yet, so it would build another.");
		else if (!onType(`${command}\r`)) setNotice("No terminal takes a command now. Is a shell open?");
	}
	function handleKey(event: KeyboardEvent): void {
		if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
			event.preventDefault();
			if (active !== null) void files.save(active);
		}
	}

	return (
		<section className={styles.area} aria-label="Editor" onKeyDown={handleKey}>
			<Group orientation="horizontal">
				{treeShown ? (
					<>
						<Panel
							id="lab"
							className={styles.panel}
							defaultSize="200px"
							minSize="140px"
							maxSize="50%"
							groupResizeBehavior="preserve-pixel-size"
						>
							<LabPanel files={files} actions={actions} onSay={setNotice} />
						</Panel>
						<Separator className={styles.handle} aria-label="Width of the file tree" />
					</>
				) : null}
				<Panel id="code" className={styles.panel} minSize="30%">
					<div className={styles.work}>
						<div className={styles.head}>
							<IconButton
								label={treeShown ? "Hide the files" : "Show the files"}
								aria-expanded={treeShown}
								onClick={() => setTreeShown(!treeShown)}
							>
								<PanelLeft />
							</IconButton>
							<FileTabs
								open={open}
								active={active}
								onSelect={files.activate}
								onEnter={(path) => files.open(path)}
								onClose={actions.close}
							/>
							{dockerfile ? (
								<div className={styles.tools}>
									<IconButton label="Format" hint="Shift+Alt+F" onClick={() => editorRef.current?.format()}>
										<WandSparkles />
									</IconButton>
									<Button size="small" tone="primary" className={styles.build} onClick={() => void build(file.path)}>
										<Hammer aria-hidden="true" />
										Build
									</Button>
								</div>
							) : null}
						</div>
						{file ? (
							<PlaceBar file={file} tabMoves={tabMoves} onToggleTabMoves={() => editorRef.current?.toggleTabMoves()} />
						) : null}
						{file ? (
							<SyncBanner
								files={files}
								file={file}
								comparing={showDiff}
								onCompare={(compare) => setComparing(compare ? file.path : null)}
								onClose={() => actions.close(file.path)}
							/>
						) : null}
						<CodeView
							files={files}
							builds={builds}
							hidden={!text || showDiff}
							editorRef={editorRef}
							onTabMoves={setTabMoves}
							onBuildMark={handleBuildMark}
						/>
						{showDiff ? <DiffView path={file.path} theirs={theirs} /> : null}
						{file?.content.kind === "unshown" ? (
							<Instead {...unshownWords(file.content)} onDownload={() => actions.download(file.path)} />
						) : null}
						{file?.content.kind === "failed" ? (
							<Instead title={`${nameOf(file.path)} cannot be read`} text={`The reason: ${errnoWords(file.content.errno)}.`} />
						) : null}
						{file ? null : (
							<Instead
								title="No file is open"
								text="Choose one in the tree, or make a new one. What you type is written into the machine by itself, and what programs write there appears here."
							/>
						)}
						<div role="status" className={styles.messages}>
							{mark && mark.path === active ? (
								<p className={styles.message} data-bad="">
									<button type="button" className={styles.line} onClick={() => files.open(mark.path, { line: mark.line })}>
										Line {mark.line}
									</button>
									<span className={styles.reason}>{mark.message}</span>
								</p>
							) : null}
							{notice === "" ? null : (
								<p className={styles.message}>
									<span className={styles.reason}>{notice}</span>
									<IconButton label="Dismiss" side="top" onClick={() => setNotice("")}>
										<X />
									</IconButton>
								</p>
							)}
						</div>
					</div>
				</Panel>
			</Group>
			{questions}
		</section>
	);
}

function Instead({ title, text, onDownload }: { title: string; text: string; onDownload?: () => void }) {
	return (
		<div className={styles.instead}>
			<h2>{title}</h2>
			<p>{text}</p>
			{onDownload ? <Button onClick={onDownload}>Download</Button> : null}
		</div>
	);
}
