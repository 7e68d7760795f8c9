/** The terminal's colours in both themes: sixteen that stay apart, on the page's own paper and ink. */
import type { ISearchOptions } from "@xterm/addon-search";
import type { ITheme } from "@xterm/xterm";

export interface Palette {
	readonly theme: ITheme;
	readonly found: NonNullable<ISearchOptions["decorations"]>;
}

export const palettes: Readonly<Record<"dark" | "light", Palette>> = {
	dark: {
		theme: {
			background: "#0a1016",
			foreground: "#d7e0e8",
			cursor: "#ff8a5c",
			cursorAccent: "#0a1016",
			selectionBackground: "#2c4d6b",
			selectionInactiveBackground: "#22384c",
			scrollbarSliderBackground: "#ffffff1f",
			scrollbarSliderHoverBackground: "#ffffff33",
			scrollbarSliderActiveBackground: "#ffffff47",
			black: "#25323e",
			red: "#f2777a",
			green: "#79c88c",
			yellow: "#e2b765",
			blue: "#6cb0f2",
			magenta: "#c79af0",
			cyan: "#5fc6c8",
			white: "#c5d0da",
			brightBlack: "#738698",
			brightRed: "#ff9b96",
			brightGreen: "#9ae0ac",
			brightYellow: "#f4d189",
			brightBlue: "#95c9fb",
			brightMagenta: "#dcbaf8",
			brightCyan: "#8de0df",
			brightWhite: "#f3f6f9",
		},
		found: {
			matchBackground: "#4a3d1d",
			matchOverviewRuler: "#e2b765",
			activeMatchBackground: "#9a6a12",
			activeMatchColorOverviewRuler: "#ff8a5c",
		},
	},
	light: {
		theme: {
			background: "#fdfcfa",
			foreground: "#1a2630",
			cursor: "#c2410f",
			cursorAccent: "#fdfcfa",
			selectionBackground: "#c6dcf1",
			selectionInactiveBackground: "#dfe7ee",
			scrollbarSliderBackground: "#0000001f",
			scrollbarSliderHoverBackground: "#00000033",
			scrollbarSliderActiveBackground: "#00000047",
			black: "#1a2630",
			red: "#b3261e",
			green: "#1c7747",
			yellow: "#875a00",
			blue: "#1b5fb0",
			magenta: "#86399d",
			cyan: "#0d6d76",
			white: "#66727c",
			brightBlack: "#5b6874",
			brightRed: "#c8371c",
			brightGreen: "#267f4f",
			brightYellow: "#946200",
			brightBlue: "#2a6fc4",
			brightMagenta: "#9748b0",
			brightCyan: "#147a84",
			brightWhite: "#3a4751",
		},
		found: {
			matchBackground: "#f6e3a9",
			matchOverviewRuler: "#b07a00",
			activeMatchBackground: "#f2b84b",
			activeMatchColorOverviewRuler: "#c2410f",
		},
	},
};
