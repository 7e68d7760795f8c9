/** Puts another text into a model by changing only what differs: the cursor, folds and the way back by undo stay. */
import { editor, Range } from "monaco-editor/editor/editor.api.js";

export function replaceText(model: editor.ITextModel, text: string): void {
	const before = model.getValue(undefined, true);
	if (before === text) return;
	let start = 0;
	const most = Math.min(before.length, text.length);
	while (start < most && before[start] === text[start]) start += 1;
	let end = 0;
	while (end < most - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
	// Never between the two halves of one character, or of one end of line.
	if (start > 0 && /[\uD800-\uDBFF\r]/.test(before[start - 1] ?? "")) start -= 1;
	if (end > 0 && /[\uDC00-\uDFFF\n]/.test(before[before.length - end] ?? "")) end -= 1;
	const from = model.getPositionAt(start);
	const to = model.getPositionAt(before.length - end);
	const range = new Range(from.lineNumber, from.column, to.lineNumber, to.column);
	model.pushStackElement();
	model.pushEditOperations([], [{ range, text: text.slice(start, text.length - end) }], () => null);
	model.pushStackElement();
	const lineEnds = text.includes("\r\n") ? editor.EndOfLineSequence.CRLF : editor.EndOfLineSequence.LF;
	if (text.includes("\n")) model.setEOL(lineEnds);
}
