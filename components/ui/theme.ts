/** Dark or light: the system's choice, until the person makes another one, which this browser remembers. */

export type Theme = "dark" | "light";

const STORAGE_KEY = "slipway.theme";
const CHANGE_EVENT = "slipway:theme";

/**
 * Runs in the document's head before anything is drawn, so that a chosen theme never flashes. Text, because it must be inline;
 * it does what `applyTheme` does.
 */
export const themeScript = `try{const t=localStorage.getItem(${JSON.stringify(STORAGE_KEY)});if(t==="dark"||t==="light")document.documentElement.dataset.theme=t}catch{}`;

export function currentTheme(): Theme {
	const chosen = document.documentElement.dataset.theme;
	return chosen === "dark" || chosen === "light" ? chosen : systemTheme();
}

/** Shows the other theme. Choosing what the system has anyway means following the system again. */
export function toggleTheme(): void {
	const next = currentTheme() === "dark" ? "light" : "dark";
	const chosen = next === systemTheme() ? null : next;
	if (chosen) document.documentElement.dataset.theme = chosen;
	else delete document.documentElement.dataset.theme;
	try {
		if (chosen) localStorage.setItem(STORAGE_KEY, chosen);
		else localStorage.removeItem(STORAGE_KEY);
	} catch {
		// Storage may be forbidden in an embedded page: the choice then lasts as long as the page.
	}
	window.dispatchEvent(new Event(CHANGE_EVENT));
}

/** Calls `listener` after each change, the system's included, until the returned function is called. */
export function subscribeTheme(listener: () => void): () => void {
	const system = matchMedia("(prefers-color-scheme: dark)");
	system.addEventListener("change", listener);
	window.addEventListener(CHANGE_EVENT, listener);
	return () => {
		system.removeEventListener("change", listener);
		window.removeEventListener(CHANGE_EVENT, listener);
	};
}

function systemTheme(): Theme {
	return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
