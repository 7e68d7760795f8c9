"use client";

import { useCallback, useEffect, useState } from "react";

/** Long enough to read two lines; what matters longer belongs elsewhere. */
const SHOW_MS = 7000;

/** One short message at a time, which goes away by itself. Returns it (or null), how to show one, and how to send it away. */
export function useNotice(): [string | null, (text: string) => void, () => void] {
	const [notice, setNotice] = useState<{ text: string } | null>(null);
	useEffect(() => {
		if (!notice) return;
		const timer = setTimeout(() => setNotice(null), SHOW_MS);
		return () => clearTimeout(timer);
	}, [notice]);
	const notify = useCallback((text: string) => setNotice({ text }), []);
	const dismiss = useCallback(() => setNotice(null), []);
	return [notice?.text ?? null, notify, dismiss];
}
