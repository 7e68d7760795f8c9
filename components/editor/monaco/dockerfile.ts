/** What the editor knows of Dockerfiles: completion, hover, signature help, links, rename, formatting, mistakes and their mending. */
import * as monaco from "monaco-editor/editor/editor.api.js";
import { type editor, type IDisposable, languages, type Position } from "monaco-editor/editor/editor.api.js";
import {
	fromPosition,
	fromRange,
	toCompletionItem,
	toDocumentHighlight,
	toFoldingRange,
	toHover,
	toLink,
	toMarkerData,
	toRange,
	toSignatureHelp,
	toTextEdit,
} from "monaco-languageserver-types";
import { registerMarkerDataProvider } from "monaco-marker-data-provider";
import type { DockerfileWorker } from "../workers/dockerfile.ts";
import { languageWorker } from "./workers.ts";

const DOCKERFILE = "dockerfile";

export function startDockerfile(): IDisposable {
	const worker = languageWorker<Promised<DockerfileWorker>>(DOCKERFILE);
	const about = async (model: editor.ITextModel) => ({ uri: model.uri.toString(), service: await worker.about(model) });

	const problems = registerMarkerDataProvider(monaco, DOCKERFILE, {
		owner: DOCKERFILE,
		async provideMarkerData(model) {
			const { uri, service } = await about(model);
			return (await service.validate(uri)).map(toMarkerData);
		},
	});
	const parts: readonly IDisposable[] = [
		worker,
		problems,
		languages.registerCompletionItemProvider(DOCKERFILE, {
			triggerCharacters: [" ", "-", "=", "$", ":"],
			async provideCompletionItems(model, position) {
				const { uri, service } = await about(model);
				const items = await service.complete(uri, fromPosition(position));
				const range = wordAt(model, position);
				return { suggestions: items.map((item) => toCompletionItem(item, { range })) };
			},
		}),
		languages.registerHoverProvider(DOCKERFILE, {
			async provideHover(model, position) {
				const { uri, service } = await about(model);
				const hover = await service.hover(uri, fromPosition(position));
				return hover && toHover(hover);
			},
		}),
		languages.registerSignatureHelpProvider(DOCKERFILE, {
			signatureHelpTriggerCharacters: [" ", "-", "=", "[", ",", '"'],
			async provideSignatureHelp(model, position) {
				const { uri, service } = await about(model);
				const help = await service.signatures(uri, fromPosition(position));
				return help.signatures.length === 0 ? undefined : { value: toSignatureHelp(help), dispose() {} };
			},
		}),
		languages.registerLinkProvider(DOCKERFILE, {
			async provideLinks(model) {
				const { uri, service } = await about(model);
				return { links: (await service.links(uri)).map(toLink) };
			},
		}),
		languages.registerDocumentHighlightProvider(DOCKERFILE, {
			async provideDocumentHighlights(model, position) {
				const { uri, service } = await about(model);
				return (await service.highlights(uri, fromPosition(position))).map(toDocumentHighlight);
			},
		}),
		languages.registerRenameProvider(DOCKERFILE, {
			async resolveRenameLocation(model, position) {
				const { uri, service } = await about(model);
				const range = await service.renameRange(uri, fromPosition(position));
				if (range) return { range: toRange(range), text: model.getValueInRange(toRange(range)) };
				return { range: wordAt(model, position), text: "", rejectReason: "Only build stages and variables can be renamed." };
			},
			async provideRenameEdits(model, position, name) {
				const { uri, service } = await about(model);
				return workspaceEdit(model, (await service.rename(uri, fromPosition(position), name)).map(toTextEdit));
			},
		}),
		languages.registerDocumentFormattingEditProvider(DOCKERFILE, {
			async provideDocumentFormattingEdits(model, { tabSize, insertSpaces }) {
				const { uri, service } = await about(model);
				return (await service.format(uri, { tabSize, insertSpaces })).map(toTextEdit);
			},
		}),
		languages.registerFoldingRangeProvider(DOCKERFILE, {
			async provideFoldingRanges(model) {
				const { uri, service } = await about(model);
				return (await service.folds(uri)).map(toFoldingRange);
			},
		}),
		languages.registerCodeActionProvider(DOCKERFILE, {
			async provideCodeActions(model, range) {
				const { uri, service } = await about(model);
				const problems = (await service.validate(uri)).filter((problem) => touches(toRange(problem.range), range));
				const fixes = await service.fixes(uri, fromRange(range), problems);
				const actions = fixes.map(({ title, edits }) => ({
					title,
					kind: "quickfix",
					edit: workspaceEdit(model, edits.map(toTextEdit)),
				}));
				return { actions, dispose() {} };
			},
		}),
	];
	return {
		dispose() {
			for (const part of parts) part.dispose();
		},
	};
}

/** A service as it is from outside of its worker. */
type Promised<Service> = {
	readonly [Name in keyof Service]: Service[Name] extends (...given: infer Given) => infer Result
		? (...given: Given) => Promise<Awaited<Result>>
		: never;
};

function wordAt(model: editor.ITextModel, { lineNumber, column }: Position) {
	const { startColumn } = model.getWordUntilPosition({ lineNumber, column });
	return { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn: column };
}

function touches(
	problem: { readonly startLineNumber: number; readonly endLineNumber: number },
	range: { readonly startLineNumber: number; readonly endLineNumber: number },
): boolean {
	return problem.startLineNumber <= range.endLineNumber && problem.endLineNumber >= range.startLineNumber;
}

function workspaceEdit(model: editor.ITextModel, edits: readonly languages.TextEdit[]): languages.WorkspaceEdit {
	return { edits: edits.map((textEdit) => ({ resource: model.uri, versionId: model.getVersionId(), textEdit })) };
}
