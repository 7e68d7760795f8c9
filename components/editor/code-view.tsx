"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { Builds } from "#workspace/builds/builds.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import styles from "./editor-area.module.css";
import type { BuildMark } from "./monaco/mark-build-failures.ts";
import { type MountedEditor, mountEditor } from "./monaco/mount-editor.ts";

interface CodeViewProps {
	readonly files: LabFiles;
	readonly builds: Builds;
	/** Hidden while the file in front is no text; Monaco stays, with all its models. */
	readonly hidden: boolean;
	readonly editorRef: RefObject<MountedEditor | null>;
	readonly onTabMoves: (moves: boolean) => void;
	readonly onBuildMark: (mark: BuildMark | undefined) => void;
}

export function CodeView({ files, builds, hidden, editorRef, onTabMoves, onBuildMark }: CodeViewProps) {
	const hostRef = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (!hostRef.current) return;
		const mounted = mountEditor(hostRef.current, files, builds, { onTabMoves, onBuildMark });
		editorRef.current = mounted;
		return () => {
			editorRef.current = null;
			mounted.dispose();
		};
	}, [files, builds, editorRef, onTabMoves, onBuildMark]);
	return <div ref={hostRef} className={styles.code} hidden={hidden} />;
}
