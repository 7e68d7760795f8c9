"use client";

import { type RefObject, useEffect, useState } from "react";
import type { PagePlace } from "#workspace/preview/page-place.ts";
import { parsePagePlace } from "#workspace/preview/page-place.ts";

/** Where the page in the frame says it is; null until it says something. It can say anything: to be shown, not to be believed. */
export function usePreviewedPage(frameRef: RefObject<HTMLIFrameElement | null>, origin: string | undefined): PagePlace | null {
	const [place, setPlace] = useState<PagePlace | null>(null);
	useEffect(() => {
		setPlace(null);
		function receive(event: MessageEvent<unknown>): void {
			if (event.source === null || event.source !== frameRef.current?.contentWindow || event.origin !== origin) return;
			const next = parsePagePlace(event.data);
			if (next) setPlace(next);
		}
		window.addEventListener("message", receive);
		return () => window.removeEventListener("message", receive);
	}, [frameRef, origin]);
	return place;
}
