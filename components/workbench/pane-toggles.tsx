"use client";

import { Boxes, Search, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { Tip } from "../ui/tip.tsx";
import styles from "./pane-toggles.module.css";
import type { Panes } from "./use-panes.ts";

interface PaneTogglesProps {
	readonly panes: Panes;
	readonly onPalette: () => void;
}

/** What opens and closes the editor and the engine view, and the way to everything else. */
export function PaneToggles({ panes, onPalette }: PaneTogglesProps) {
	const engineOpen = panes.aside?.kind === "engine";
	return (
		<>
			<Toggle label="Editor" keys="Alt+E" pressed={panes.editorOpen} onPress={() => panes.setEditorOpen(!panes.editorOpen)}>
				<SquarePen aria-hidden="true" />
			</Toggle>
			<Toggle
				label="Engine"
				keys="Alt+I"
				pressed={engineOpen}
				onPress={() => panes.setAside(engineOpen ? null : { kind: "engine" })}
			>
				<Boxes aria-hidden="true" />
			</Toggle>
			<span className={styles.gap} />
			<IconButton label="Find a command" hint="Ctrl+K, or F1 from the terminal" aria-haspopup="dialog" onClick={onPalette}>
				<Search />
			</IconButton>
		</>
	);
}

interface ToggleProps {
	readonly label: string;
	readonly keys: string;
	readonly pressed: boolean;
	readonly onPress: () => void;
	readonly children: ReactNode;
}

function Toggle({ label, keys, pressed, onPress, children }: ToggleProps) {
	return (
		<Tip text={`${pressed ? "Close" : "Open"} the ${label.toLowerCase()}`} hint={keys}>
			<button type="button" className={styles.toggle} aria-pressed={pressed} onClick={onPress}>
				{children}
				<span className={styles.label}>{label}</span>
			</button>
		</Tip>
	);
}
