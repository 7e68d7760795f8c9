/** The editor's colours, from the house's tokens (components/ui/tokens.css) and the terminal's sixteen. */
import type { editor } from "monaco-editor/editor/editor.api.js";

/** What a theme is made of; the same roles by day and by night. */
interface Inks {
	readonly paper: string;
	readonly raised: string;
	readonly text: string;
	readonly quiet: string;
	readonly faint: string;
	readonly line: string;
	readonly accent: string;
	readonly selection: string;
	readonly selectionInactive: string;
	readonly keyword: string;
	readonly string: string;
	readonly number: string;
	readonly name: string;
	readonly bad: string;
	readonly warn: string;
	readonly found: string;
	readonly foundActive: string;
	/** A veil over the paper; two digits of opacity follow. */
	readonly veil: string;
}

const dark: Inks = {
	paper: "#0a1016",
	raised: "#18232d",
	text: "#d7e0e8",
	quiet: "#a3b3c1",
	faint: "#738698",
	line: "#22303c",
	accent: "#ff8a5c",
	selection: "#2c4d6b",
	selectionInactive: "#22384c",
	keyword: "#ff9d76",
	string: "#79c88c",
	number: "#c79af0",
	name: "#6cb0f2",
	bad: "#ff7369",
	warn: "#e5b454",
	found: "#4a3d1d",
	foundActive: "#9a6a12",
	veil: "#ffffff",
};

const light: Inks = {
	paper: "#fdfcfa",
	raised: "#ffffff",
	text: "#1a2630",
	quiet: "#4b5b68",
	faint: "#66727c",
	line: "#e1ddd2",
	accent: "#c2410f",
	selection: "#c6dcf1",
	selectionInactive: "#dfe7ee",
	keyword: "#b03a0c",
	string: "#1c7747",
	number: "#86399d",
	name: "#1b5fb0",
	bad: "#c02a20",
	warn: "#946200",
	found: "#f6e3a9",
	foundActive: "#f2b84b",
	veil: "#000000",
};

export const themes = {
	"slipway-dark": themeOf("vs-dark", dark),
	"slipway-light": themeOf("vs", light),
} satisfies Record<string, editor.IStandaloneThemeData>;

function themeOf(base: "vs" | "vs-dark", inks: Inks): editor.IStandaloneThemeData {
	const ink = (token: string, color: string, fontStyle?: string) => ({
		token,
		foreground: color.slice(1),
		...(fontStyle !== undefined && { fontStyle }),
	});
	return {
		base,
		inherit: true,
		rules: [
			ink("", inks.text),
			ink("comment", inks.faint, "italic"),
			ink("keyword", inks.keyword),
			ink("string", inks.string),
			ink("string.invalid", inks.bad),
			ink("number", inks.number),
			ink("type", inks.name),
			ink("tag", inks.name),
			ink("variable", inks.number),
			ink("attribute.name", inks.name),
			ink("attribute.value", inks.string),
			ink("metatag", inks.keyword),
			ink("delimiter", inks.quiet),
			ink("operator", inks.quiet),
		],
		colors: {
			"editor.background": inks.paper,
			"editor.foreground": inks.text,
			"editorCursor.foreground": inks.accent,
			"editorLineNumber.foreground": inks.faint,
			"editorLineNumber.activeForeground": inks.text,
			"editor.lineHighlightBackground": `${inks.veil}08`,
			"editor.lineHighlightBorder": "#00000000",
			"editor.selectionBackground": inks.selection,
			"editor.inactiveSelectionBackground": inks.selectionInactive,
			"editor.wordHighlightBackground": `${inks.veil}12`,
			"editor.findMatchBackground": inks.foundActive,
			"editor.findMatchHighlightBackground": inks.found,
			"editorIndentGuide.background1": `${inks.veil}12`,
			"editorIndentGuide.activeBackground1": `${inks.veil}26`,
			"editorBracketMatch.background": `${inks.veil}12`,
			"editorBracketMatch.border": inks.faint,
			"editorBracketHighlight.foreground1": inks.quiet,
			"editorBracketHighlight.foreground2": inks.quiet,
			"editorBracketHighlight.foreground3": inks.quiet,
			"editorBracketHighlight.unexpectedBracket.foreground": inks.bad,
			"editorError.foreground": inks.bad,
			"editorWarning.foreground": inks.warn,
			"editorWidget.background": inks.raised,
			"editorWidget.border": inks.line,
			"editorHoverWidget.background": inks.raised,
			"editorHoverWidget.border": inks.line,
			"editorSuggestWidget.background": inks.raised,
			"editorSuggestWidget.border": inks.line,
			"editorSuggestWidget.highlightForeground": inks.accent,
			"editorSuggestWidget.selectedBackground": `${inks.veil}16`,
			"editorSuggestWidget.selectedForeground": inks.text,
			"editorSuggestWidget.focusHighlightForeground": inks.accent,
			"editorOverviewRuler.border": "#00000000",
			"input.background": inks.paper,
			"input.border": inks.line,
			focusBorder: inks.accent,
			"menu.background": inks.raised,
			"menu.foreground": inks.text,
			"menu.selectionBackground": `${inks.veil}16`,
			"menu.selectionForeground": inks.text,
			"menu.border": inks.line,
			"scrollbar.shadow": "#00000000",
			"scrollbarSlider.background": `${inks.veil}1f`,
			"scrollbarSlider.hoverBackground": `${inks.veil}33`,
			"scrollbarSlider.activeBackground": `${inks.veil}47`,
			"diffEditor.insertedTextBackground": `${inks.string}2e`,
			"diffEditor.removedTextBackground": `${inks.bad}2e`,
			"textLink.foreground": inks.accent,
		},
	};
}
