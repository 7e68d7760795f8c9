/** The texts of the open files, as Monaco holds them, tied to the lab's files in both directions. */
import { editor, Uri } from "monaco-editor/editor/editor.api.js";
import { LAB_FOLDER } from "#lessons/lab.ts";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import type { LabFilesState } from "#workspace/files/state.ts";
import { languageOf } from "../language-of.ts";
import { replaceText } from "./replace-text.ts";

export interface Models {
	/** undefined for a file that is not open, or is no text. */
	of(path: string): editor.ITextModel | undefined;
	dispose(): void;
}

interface Held {
	readonly model: editor.ITextModel;
	/** The last text from the guest that was put in. */
	revision: number;
	/** Typed in since; the lab's files ask this model for its text. */
	edited: boolean;
}

export function holdModels(files: LabFiles): Models {
	const held = new Map<string, Held>();
	let replacing = false;

	function make(path: string, revision: number): void {
		// One that another editor of this page left behind would be in the way.
		const uri = Uri.from({ scheme: "file", path: `${LAB_FOLDER}/${path}` });
		editor.getModel(uri)?.dispose();
		const model = editor.createModel(files.textOf(path), languageOf(path), uri);
		const one: Held = { model, revision, edited: false };
		held.set(path, one);
		model.onDidChangeContent(() => {
			if (replacing) return;
			one.edited = true;
			files.edit(path, () => model.getValue(undefined, true));
		});
	}
	function drop(path: string, { model, edited }: Held, stillOpen: boolean): void {
		held.delete(path);
		if (edited && stillOpen) {
			// What was typed outlives the editor.
			const text = model.getValue(undefined, true);
			files.edit(path, () => text);
		}
		model.dispose();
	}

	function follow({ open }: LabFilesState): void {
		const texts = new Map(open.flatMap(({ path, content }) => (content.kind === "text" ? [[path, content] as const] : [])));
		for (const [path, one] of held) if (!texts.has(path)) drop(path, one, false);
		for (const [path, { revision }] of texts) {
			const one = held.get(path);
			if (!one) make(path, revision);
			else if (one.revision !== revision) {
				one.revision = revision;
				replacing = true;
				replaceText(one.model, files.textOf(path));
				replacing = false;
				one.edited = false;
			}
		}
	}

	follow(files.store.getState());
	const stop = files.store.subscribe(follow);
	return {
		of: (path) => held.get(path)?.model,
		dispose() {
			stop();
			for (const [path, one] of held) drop(path, one, true);
		},
	};
}
