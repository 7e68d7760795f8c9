/** How code looks and behaves, in the editor and beside its other side. */
import type { editor } from "monaco-editor/editor/editor.api.js";

export const CODE_OPTIONS = {
	automaticLayout: true,
	fixedOverflowWidgets: true,
	folding: true,
	fontFamily: 'var(--font-mono), ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
	fontLigatures: false,
	fontSize: 13,
	glyphMargin: false,
	hideCursorInOverviewRuler: true,
	lineDecorationsWidth: 14,
	lineHeight: 20,
	lineNumbersMinChars: 3,
	minimap: { enabled: false },
	overviewRulerLanes: 2,
	padding: { top: 8, bottom: 8 },
	// To YAML's colours every value is a string, and a key too until its colon is there.
	quickSuggestions: { comments: false, other: true, strings: true },
	renderLineHighlight: "line",
	renderWhitespace: "selection",
	scrollBeyondLastLine: false,
	scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
	smoothScrolling: false,
	stickyScroll: { enabled: false },
	suggest: { showWords: false },
	tabSize: 4,
	wordBasedSuggestions: "off",
} satisfies editor.IStandaloneEditorConstructionOptions & editor.IStandaloneDiffEditorConstructionOptions;
