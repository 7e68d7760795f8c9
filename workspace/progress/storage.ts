/** Where progress is kept: the browser's own storage, which all tabs of the site share. */

export interface ProgressStorage {
	/** Null when there is nothing. @throws when the browser keeps nothing for this site. */
	read(key: string): string | null;
	/** @throws DOMException `QuotaExceededError` when there is no room, another when the browser keeps nothing for this site. */
	write(key: string, text: string): void;
	remove(key: string): void;
	keys(): readonly string[];
	/** Calls `listener` after another tab changed `key`, until the returned function is called. */
	subscribe(key: string, listener: () => void): () => void;
	/** Runs `action` while no other tab runs one of its own. */
	exclusively(action: () => void): Promise<void>;
}

/** `view` is another window of this site in tests. */
export function browserStorage(view: Window = window): ProgressStorage {
	return {
		read: (key) => view.localStorage.getItem(key),
		write: (key, text) => view.localStorage.setItem(key, text),
		remove: (key) => view.localStorage.removeItem(key),
		keys: () => Object.keys(view.localStorage),
		subscribe(key, listener) {
			function changed(event: StorageEvent): void {
				// Without a key: everything was cleared.
				if (event.key === key || event.key === null) listener();
			}
			view.addEventListener("storage", changed);
			return () => view.removeEventListener("storage", changed);
		},
		async exclusively(action) {
			// Only pages with a safe connection have locks; without them the tabs still tell each other afterwards.
			if (view.navigator.locks) await view.navigator.locks.request("slipway.progress", action);
			else action();
		},
	};
}
