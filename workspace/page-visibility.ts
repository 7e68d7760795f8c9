/** Whether anybody can see the page. A page nobody sees asks the guest for nothing. */
export interface PageVisibility {
	readonly visible: boolean;
	/** Calls `listener` after each change, until the returned function is called. */
	subscribe(listener: () => void): () => void;
}

export function documentVisibility(): PageVisibility {
	return {
		get visible() {
			return document.visibilityState === "visible";
		},
		subscribe(listener) {
			document.addEventListener("visibilitychange", listener);
			return () => document.removeEventListener("visibilitychange", listener);
		},
	};
}

/** Settles when the page is visible or `signal` aborts. */
export function untilVisible(page: PageVisibility, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		function check(): void {
			if (!page.visible && !signal.aborted) return;
			unsubscribe();
			signal.removeEventListener("abort", check);
			resolve();
		}
		const unsubscribe = page.subscribe(check);
		signal.addEventListener("abort", check);
		check();
	});
}
