"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Action, KeyGroup } from "./action.ts";
import { useActionKeys } from "./use-action-keys.ts";

// Loaded when they are asked for: few visits need them.
const Palette = dynamic(() => import("./palette.tsx").then(({ Palette }) => Palette), { ssr: false });
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog.tsx").then(({ ShortcutsDialog }) => ShortcutsDialog), {
	ssr: false,
});

interface PaletteParts {
	readonly openPalette: () => void;
	/** Has to be somewhere on the page. */
	readonly dialog: ReactNode;
}

/** The command palette of a page, the list of its keys, and the keys themselves. */
export function usePalette(actions: readonly Action[], keyGroups: readonly KeyGroup[]): PaletteParts {
	const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
	const openPalette = () => setOpen("palette");
	const all: readonly Action[] = [
		...actions,
		{
			id: "shortcuts",
			title: "List all keys",
			group: "Help",
			keys: "?",
			also: ["shortcuts", "keyboard", "help"],
			run: () => setOpen("shortcuts"),
		},
	];
	const paletteAction: Action = { id: "palette", title: "Find a command", group: "Help", keys: "Mod+K", run: openPalette };
	useActionKeys([...all, { ...paletteAction, otherKeys: "F1" }]);
	const close = () => setOpen(null);
	if (open === "palette") return { openPalette, dialog: <Palette actions={all} onClose={close} /> };
	if (open !== "shortcuts") return { openPalette, dialog: null };
	const fromTerminal: Action = {
		...paletteAction,
		id: "palette-f1",
		keys: "F1",
		title: "Find a command, also from the terminal",
	};
	const listed = [paletteAction, fromTerminal, ...all];
	return { openPalette, dialog: <ShortcutsDialog actions={listed} groups={keyGroups} onClose={close} /> };
}
