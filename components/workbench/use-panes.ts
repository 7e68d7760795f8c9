"use client";

import { type RefObject, useMemo, useState } from "react";
import { type PanelImperativeHandle, usePanelRef } from "react-resizable-panels";

/** What lies beside the terminals. One at a time: a laptop's screen has no room for two. */
export type Aside = { readonly kind: "preview"; readonly port: number } | { readonly kind: "engine" };

export interface Panes {
	/** Above the terminals. */
	readonly editorOpen: boolean;
	readonly aside: Aside | null;
	readonly sideRef: RefObject<PanelImperativeHandle | null>;
	setEditorOpen(open: boolean): void;
	/** Null closes what is open. */
	setAside(aside: Aside | null): void;
	/** Folds the text away, or brings it back. */
	toggleSide(): void;
}

/** Which panes of a workbench are open. A page begins with text and terminals alone. */
export function usePanes(): Panes {
	const [editorOpen, setEditorOpen] = useState(false);
	const [aside, setAside] = useState<Aside | null>(null);
	const sideRef = usePanelRef();
	return useMemo(
		() => ({
			editorOpen,
			aside,
			sideRef,
			setEditorOpen,
			setAside,
			toggleSide() {
				if (sideRef.current?.isCollapsed()) sideRef.current.expand();
				else sideRef.current?.collapse();
			},
		}),
		[editorOpen, aside, sideRef],
	);
}
