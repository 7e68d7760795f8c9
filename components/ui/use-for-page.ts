"use client";

import { useEffect, useRef, useState } from "react";

interface ForPage {
	start?(): void;
	dispose(): unknown;
}

/**
 * Something that lives as long as the page that shows it: made with it, started when it is on the page, disposed of when it is left.
 * React's development mode takes everything off the page once and puts it back at once; that is no leaving.
 */
export function useForPage<Thing extends ForPage>(create: () => Thing): Thing {
	const [thing] = useState(create);
	const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	useEffect(() => {
		clearTimeout(leaving.current);
		thing.start?.();
		return () => {
			leaving.current = setTimeout(() => void thing.dispose());
		};
	}, [thing]);
	return thing;
}
