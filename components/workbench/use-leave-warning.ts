"use client";

import { useEffect } from "react";
import type { Workspace } from "#workspace/workspace.ts";

/**
 * Lets the browser ask before a machine that was worked in is thrown away. Mostly for Ctrl+W, which deletes a word in a shell
 * and closes the tab in a browser.
 */
export function useLeaveWarning({ store }: Workspace): void {
	useEffect(() => {
		function ask(event: BeforeUnloadEvent): void {
			const { touched, machine } = store.getState();
			if (touched && (machine.phase === "running" || machine.phase === "paused")) event.preventDefault();
		}
		window.addEventListener("beforeunload", ask);
		return () => window.removeEventListener("beforeunload", ask);
	}, [store]);
}
