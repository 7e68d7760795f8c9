/** How this person likes terminals, remembered by this browser. */
import { createStore } from "zustand/vanilla";

export interface Preferences {
	readonly fontSizePx: number;
	/** Puts the terminal's text where screen readers find it; costs time on every line. */
	readonly screenReader: boolean;
}

export const FONT_SIZES_PX = { smallest: 9, usual: 13, largest: 32 } as const;
const STORAGE_KEY = "slipway.terminal";

export const preferences = createStore<Preferences>()(() => ({ fontSizePx: FONT_SIZES_PX.usual, screenReader: false }));

export function changePreferences(change: Partial<Preferences>): void {
	preferences.setState(sane({ ...preferences.getState(), ...change }));
	try {
		localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences.getState()));
	} catch {
		// Storage may be forbidden or full: the preference then lasts as long as the page.
	}
}

export function changeFontSize(change: "larger" | "smaller" | "reset"): void {
	const { fontSizePx } = preferences.getState();
	const steps = { larger: fontSizePx + 1, smaller: fontSizePx - 1, reset: FONT_SIZES_PX.usual };
	changePreferences({ fontSizePx: steps[change] });
}

/** Called once the page runs in a browser, not while it is rendered on a server. */
export function loadPreferences(): void {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}");
		preferences.setState(sane({ ...preferences.getState(), ...(typeof stored === "object" ? stored : {}) }));
	} catch {
		// Damaged by hand or by another version: the usual ones will do.
	}
}

function sane({ fontSizePx, screenReader }: Record<keyof Preferences, unknown>): Preferences {
	const { smallest, usual, largest } = FONT_SIZES_PX;
	const size = typeof fontSizePx === "number" && Number.isFinite(fontSizePx) ? Math.round(fontSizePx) : usual;
	return { fontSizePx: Math.min(Math.max(size, smallest), largest), screenReader: screenReader === true };
}
