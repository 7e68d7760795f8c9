/** Both sides of a conflict beside each other: the machine's at the left, the person's, to be edited further, at the right. */
import { editor, Uri } from "monaco-editor/editor/editor.api.js";
import { LAB_FOLDER } from "#lessons/lab.ts";
import { CODE_OPTIONS } from "./code-options.ts";

/** The file must be open as text in the editor of this page. @returns what ends it */
export function mountDiff(host: HTMLElement, path: string, theirs: string): () => void {
	const mine = editor.getModel(Uri.from({ scheme: "file", path: `${LAB_FOLDER}/${path}` }));
	if (!mine) return () => {};
	const original = editor.createModel(theirs, mine.getLanguageId());
	const diff = editor.createDiffEditor(host, {
		...CODE_OPTIONS,
		originalAriaLabel: `${path} in the machine`,
		modifiedAriaLabel: `${path} as you typed it`,
		renderOverviewRuler: false,
		renderSideBySide: true,
		// Pixels: a pane beside the lesson is narrower than Monaco expects.
		renderSideBySideInlineBreakpoint: 620,
		useInlineViewWhenSpaceIsLimited: true,
	});
	diff.setModel({ original, modified: mine });
	diff.focus();
	return () => {
		diff.setModel(null);
		diff.dispose();
		original.dispose();
		// Whichever editor is made last makes the tooltips of all, completions included, by services that end with a comparison.
		editor.create(document.createElement("div"), { model: null }).dispose();
	};
}
