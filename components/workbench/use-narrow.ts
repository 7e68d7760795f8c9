"use client";

import { useSyncExternalStore } from "react";

/** A phone held upright: panels lie one above the other there. */
const NARROW = "(max-width: 719px)";

export function useNarrow(): boolean {
	return useSyncExternalStore(subscribe, isNarrow, () => false);
}

/** What `useNarrow` will say: while a page of the server's is taken over, it says of every screen that it is wide. */
export function isNarrow(): boolean {
	return matchMedia(NARROW).matches;
}

function subscribe(listener: () => void): () => void {
	const query = matchMedia(NARROW);
	query.addEventListener("change", listener);
	return () => query.removeEventListener("change", listener);
}
