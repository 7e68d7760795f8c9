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

export function browserStorage(): ProgressStorage {
	return {
		read: (key) => localStorage.getItem(key),
		write: (key, text) => localStorage.setItem(key, text),
		remove: (key) => localStorage.removeItem(key),
		keys: () => Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? ""),
		subscribe(key, listener) {
			function changed(event: StorageEvent): void {
				// Without a key: everything was cleared.
				if (event.key === key || event.key === null) listener();
			}
			addEventListener("storage", changed);
			return () => removeEventListener("storage", changed);
		},
		async exclusively(action) {
			// Only pages with a safe connection have locks; without them the tabs still tell each other afterwards.
			if (navigator.locks) await navigator.locks.request("slipway.progress", action);
			else action();
		},
	};
}
