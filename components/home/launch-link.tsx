"use client";

import Link from "next/link";
import type { ReactNode } from "react";

/** What a machine asks for first. Small files only: the machine itself is fetched when somebody really starts it. */
const wanted = ["/machine/manifest.json", "/machine/worker.js"];
let warmed = false;

interface LaunchLinkProps {
	readonly href: string;
	readonly className: string;
	readonly children: ReactNode;
}

/** A way to a page with a machine. Pointing at it warms the browser's cache; looking at the page costs nothing. */
export function LaunchLink({ href, className, children }: LaunchLinkProps) {
	return (
		<Link href={href} className={className} onPointerEnter={warm} onFocus={warm}>
			{children}
		</Link>
	);
}

function warm(): void {
	if (warmed) return;
	warmed = true;
	for (const href of wanted) {
		const link = document.createElement("link");
		link.rel = "prefetch";
		link.href = href;
		document.head.append(link);
	}
}
