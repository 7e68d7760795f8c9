/** Marks the lines of a Dockerfile at which a build failed, until the next edit or build. */
import { editor, type IDisposable, MarkerSeverity } from "monaco-editor/editor/editor.api.js";
import type { BuildFailure, Builds } from "#workspace/builds/builds.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import type { Models } from "./models.ts";

export interface BuildMark {
	readonly path: string;
	/** The first that is marked. */
	readonly line: number;
	readonly message: string;
}

const OWNER = "docker build";

export function markBuildFailures(
	builds: Builds,
	files: LabFiles,
	models: Models,
	onMarked: (mark: BuildMark | undefined) => void,
): IDisposable {
	let marked: { readonly model: editor.ITextModel; readonly listeners: readonly IDisposable[] } | undefined;

	function clear(): void {
		if (!marked) return;
		for (const listener of marked.listeners) listener.dispose();
		if (!marked.model.isDisposed()) editor.setModelMarkers(marked.model, OWNER, []);
		marked = undefined;
		onMarked(undefined);
	}

	function mark(failure: BuildFailure): void {
		clear();
		const { open, active } = files.store.getState();
		// The name is the same in many folders; the text of the lines tells which file it was. The one in front is asked first.
		const paths = open.map(({ path }) => path).sort((one, other) => Number(other === active) - Number(one === active));
		const path = paths.find((candidate) => isOf(failure, candidate, models.of(candidate)));
		const model = path !== undefined && models.of(path);
		const atFault = failure.lines.filter((line) => line.atFault);
		const [first] = atFault;
		if (!model || !first) return;
		editor.setModelMarkers(
			model,
			OWNER,
			atFault.map(({ number }) => ({
				severity: MarkerSeverity.Error,
				source: OWNER,
				message: failure.message,
				startLineNumber: number,
				startColumn: model.getLineFirstNonWhitespaceColumn(number) || 1,
				endLineNumber: number,
				endColumn: model.getLineMaxColumn(number),
			})),
		);
		marked = { model, listeners: [model.onDidChangeContent(clear), model.onWillDispose(clear)] };
		onMarked({ path, line: first.number, message: failure.message });
	}

	const stop = builds.subscribe((event) => (event.kind === "begun" ? clear() : mark(event)));
	return {
		dispose() {
			stop();
			clear();
		},
	};
}

function isOf(failure: BuildFailure, path: string, model: editor.ITextModel | undefined): boolean {
	if (!model || path.slice(path.lastIndexOf("/") + 1) !== failure.fileName) return false;
	return failure.lines.every(({ number, text }) =>
		number <= model.getLineCount() ? model.getLineContent(number).trimEnd() === text.trimEnd() : text.trim() === "",
	);
}
