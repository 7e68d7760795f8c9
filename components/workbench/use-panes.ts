"use client";

import { useMemo, useState } from "react";

/** What lies beside the terminals. One at a time: a laptop's screen has no room for two. */
export type Aside = { readonly kind: "preview"; readonly port: number } | { readonly kind: "engine" };

export interface Panes {
	/** Above the terminals. */
	readonly editorOpen: boolean;
	readonly aside: Aside | null;
	setEditorOpen(open: boolean): void;
	/** Null closes what is open. */
	setAside(aside: Aside | null): void;
}

/** Which panes of a workbench are open. A page begins with prose and terminals alone. */
export function usePanes(): Panes {
	const [editorOpen, setEditorOpen] = useState(false);
	const [aside, setAside] = useState<Aside | null>(null);
	return useMemo(() => ({ editorOpen, aside, setEditorOpen, setAside }), [editorOpen, aside]);
}
