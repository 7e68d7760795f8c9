"use client";

import { useEffect, useRef } from "react";
import styles from "./editor-area.module.css";
import { mountDiff } from "./monaco/mount-diff.ts";

interface DiffViewProps {
	readonly path: string;
	readonly theirs: string;
}

export function DiffView({ path, theirs }: DiffViewProps) {
	const hostRef = useRef<HTMLDivElement>(null);
	useEffect(() => (hostRef.current ? mountDiff(hostRef.current, path, theirs) : undefined), [path, theirs]);
	return (
		<div className={styles.compare}>
			<div className={styles.sides} aria-hidden="true">
				<span>− In the machine</span>
				<span>+ Yours</span>
			</div>
			<div ref={hostRef} className={styles.code} />
		</div>
	);
}
