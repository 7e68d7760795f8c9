"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";

/** What the sandbox asks for first. Small files only: the machine itself is fetched when somebody really starts it. */
const wanted = ["/machine/manifest.json", "/machine/worker.js"];
let warmed = false;

/** The way into the sandbox. Pointing at it warms the browser's cache; looking at the page costs nothing. */
export function LaunchLink({ className }: { className: string }) {
	return (
		<Link href="/sandbox" className={className} onPointerEnter={warm} onFocus={warm}>
			Open the sandbox
			<ArrowRight aria-hidden="true" />
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
