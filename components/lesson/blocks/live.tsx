"use client";

import { useEffect } from "react";
import { useStore } from "zustand";
import type { BlockProps } from "#lessons/blocks.ts";
import { useDesk, useFilled } from "../lesson-desk.ts";
import styles from "./inline.module.css";

/** A figure of the reader's machine; a dash while it is not known. */
export function Live({ value }: BlockProps<"Live">) {
	const { engine } = useDesk();
	const asked = useFilled(value);
	useEffect(() => engine.watch([engine.partOf(asked)]), [engine, asked]);
	const known = useStore(engine.store, () => engine.live(asked));
	return (
		<span className={styles.live} data-known={known !== undefined || undefined} title="From your machine">
			{known ?? "–"}
		</span>
	);
}
