/** Monaco on the page, for the file in front. No React. */
import { editor, KeyCode, KeyMod } from "monaco-editor/editor/editor.api.js";
import type { Builds } from "#workspace/builds/builds.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import { isMac } from "../../ui/is-mac.ts";
import { currentTheme, subscribeTheme } from "../../ui/theme.ts";
import { fulfilFocusWish } from "../focus-wish.ts";
import { CODE_OPTIONS } from "./code-options.ts";
import { type BuildMark, markBuildFailures } from "./mark-build-failures.ts";
import { holdModels } from "./models.ts";
import { startLanguages } from "./monaco.ts";

export interface MountedEditor {
	focus(): void;
	format(): void;
	toggleTabMoves(): void;
	dispose(): void;
}

interface EditorEvents {
	/** Whether Tab leaves the editor instead of indenting. */
	readonly onTabMoves: (moves: boolean) => void;
	/** The mark that a failed build left; undefined when it is gone. */
	readonly onBuildMark: (mark: BuildMark | undefined) => void;
}

export function mountEditor(host: HTMLElement, files: LabFiles, builds: Builds, events: EditorEvents): MountedEditor {
	const stopLanguages = startLanguages();
	const models = holdModels(files);
	const theme = () => editor.setTheme(`slipway-${currentTheme()}`);
	const code = editor.create(host, { ...CODE_OPTIONS, model: null, theme: `slipway-${currentTheme()}` });
	const places = new Map<string, editor.ICodeEditorViewState | null>();
	let shown: string | null = null;
	let asked = 0;
	let mounted = true;

	function save(): void {
		const { active } = files.store.getState();
		if (active !== null) void files.save(active);
	}
	function follow(): void {
		const { active, place } = files.store.getState();
		const model = (active !== null && models.of(active)) || null;
		if (code.getModel() !== model) {
			if (shown !== null) places.set(shown, code.saveViewState());
			code.setModel(model);
			code.updateOptions({ ariaLabel: label(active) });
			shown = model && active;
			const before = shown !== null && places.get(shown);
			if (before) code.restoreViewState(before);
		}
		if (model && place && place.asked !== asked && place.path === active) {
			asked = place.asked;
			if (place.line !== undefined) {
				code.setPosition({ lineNumber: Math.min(place.line, model.getLineCount()), column: 1 });
				code.revealLineInCenterIfOutsideViewport(place.line);
			}
			if (fulfilFocusWish()) takeFocus();
		}
	}
	/** The place of the editor is shown together with its first file, which may be drawn a frame later. */
	function takeFocus(): void {
		code.focus();
		if (!code.hasTextFocus()) requestAnimationFrame(() => mounted && code.focus());
	}

	code.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, save);
	const marks = markBuildFailures(builds, files, models, events.onBuildMark);
	// Monaco's own command for it keeps the choice to itself, and neither its option nor its event tells.
	const tabMoves = () => code.getOption(editor.EditorOption.tabFocusMode);
	const toggleTabMoves = () => code.updateOptions({ tabFocusMode: !tabMoves() });
	code.addCommand((isMac() ? KeyMod.WinCtrl : KeyMod.CtrlCmd) | KeyCode.KeyM, toggleTabMoves);
	code.onDidChangeConfiguration((change) => {
		if (change.hasChanged(editor.EditorOption.tabFocusMode)) events.onTabMoves(tabMoves());
	});
	const stops = [files.store.subscribe(follow), subscribeTheme(theme), () => marks.dispose()];
	follow();
	events.onTabMoves(tabMoves());
	// Until the font is there, another one is measured.
	void document.fonts.ready.then(() => mounted && editor.remeasureFonts());

	return {
		focus: () => code.focus(),
		format: () => void code.getAction("editor.action.formatDocument")?.run(),
		toggleTabMoves,
		dispose() {
			mounted = false;
			for (const stop of stops) stop();
			code.dispose();
			models.dispose();
			stopLanguages();
		},
	};
}

/** Told by screen readers when the editor is entered: also how to get out again by keyboard. */
function label(path: string | null): string {
	return `${path === null ? "Editor" : `Editor of ${path}`}. Tab indents; Control M makes it leave the editor instead.`;
}
