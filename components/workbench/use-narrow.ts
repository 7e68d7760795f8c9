"use client";

import { useSyncExternalStore } from "react";

/** A phone held upright: panels lie one above the other there. */
const NARROW = "(max-width: 719px)";

export function useNarrow(): boolean {
	return useSyncExternalStore(
		subscribe,
		() => matchMedia(NARROW).matches,
		() => false,
	);
}

function subscribe(listener: () => void): () => void {
	const query = matchMedia(NARROW);
	query.addEventListener("change", listener);
	return () => query.removeEventListener("change", listener);
}
