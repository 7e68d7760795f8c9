"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";

const SharedProjectDialog = dynamic(() => import("./shared-project-dialog.tsx").then((module) => module.SharedProjectDialog), {
	ssr: false,
});

interface SharedProjectProps {
	readonly machines: MachineSource;
	/** Shows a file of the lab in the editor. */
	readonly onOpenFile: (path: string) => void;
}

/** Asks about the project in the page's link, if it carries one: nothing of it is written before the person has said so. */
export function SharedProject({ machines, onOpenFile }: SharedProjectProps) {
	const [fragment, setFragment] = useState("");
	useEffect(() => {
		const look = () => setFragment(location.hash.startsWith("#project=") ? location.hash : "");
		look();
		window.addEventListener("hashchange", look);
		return () => window.removeEventListener("hashchange", look);
	}, []);
	const close = useCallback(() => {
		// Else a reload would ask again.
		history.replaceState(history.state, "", location.pathname + location.search);
		setFragment("");
	}, []);
	if (fragment === "") return null;
	return <SharedProjectDialog fragment={fragment} machines={machines} onOpenFile={onOpenFile} onClose={close} />;
}
