/** Puts another text into a model by changing only what differs: the cursor, folds and the way back by undo stay. */
import { editor, Range } from "monaco-editor/editor/editor.api.js";
import { changedPart } from "./changed-part.ts";

export function replaceText(model: editor.ITextModel, text: string): void {
	// The model keeps a byte order mark beside its text.
	const after = text.replace(/^\ufeff/, "");
	const before = model.getValue();
	if (before === after) return;
	const change = changedPart(before, after);
	const from = model.getPositionAt(change.start);
	const to = model.getPositionAt(change.end);
	const range = new Range(from.lineNumber, from.column, to.lineNumber, to.column);
	model.pushStackElement();
	model.pushEditOperations([], [{ range, text: change.text }], () => null);
	model.pushStackElement();
	const lineEnds = text.includes("\r\n") ? editor.EndOfLineSequence.CRLF : editor.EndOfLineSequence.LF;
	if (text.includes("\n")) model.setEOL(lineEnds);
}
