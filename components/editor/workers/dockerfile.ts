/** The Dockerfile language service, off the page's thread: no key waits for it. */
import {
	type Capabilities,
	DockerfileLanguageServiceFactory,
	type DockerfileLanguageService as Service,
} from "dockerfile-language-service";
import { initialize } from "monaco-editor/editor/editor.worker.js";
import "./buffer.ts";
import { siteImages } from "./site-images.ts";

type CompletionItem = Awaited<ReturnType<Service["computeCompletionItems"]>>[number];
type Position = Parameters<Service["computeHover"]>[1];
type Arguments<Method extends keyof Service> = Parameters<Service[Method]>;

const capabilities: Capabilities = {
	completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
	hover: { contentFormat: ["markdown"] },
};

function createDockerfileWorker(textOf: (uri: string) => string) {
	const service = DockerfileLanguageServiceFactory.createLanguageService();
	service.setCapabilities(capabilities);
	type Range = Arguments<"computeCodeActions">[1];
	return {
		validate: (uri: string) => service.validate(textOf(uri)),
		async complete(uri: string, position: Position): Promise<CompletionItem[]> {
			const text = textOf(uri);
			const items = await service.computeCompletionItems(text, position);
			return [...items.map((item) => service.resolveCompletionItem(item)), ...(await imagesAt(text, position))];
		},
		hover: (uri: string, position: Position) => service.computeHover(textOf(uri), position),
		signatures: (uri: string, position: Position) => service.computeSignatureHelp(textOf(uri), position),
		links: (uri: string) => service.computeLinks(textOf(uri)).map((link) => service.resolveLink(link)),
		highlights: (uri: string, position: Position) => service.computeHighlightRanges(textOf(uri), position),
		renameRange: (uri: string, position: Position) => service.prepareRename(textOf(uri), position),
		rename: (uri: string, position: Position, name: string) => service.computeRename({ uri }, textOf(uri), position, name),
		format: (uri: string, settings: Arguments<"format">[1]) => service.format(textOf(uri), settings),
		folds: (uri: string) => service.computeFoldingRanges(textOf(uri)),
		/** Each quick fix with the edits it makes. */
		fixes: (uri: string, range: Range, diagnostics: Arguments<"computeCodeActions">[2]["diagnostics"]) => {
			const text = textOf(uri);
			return service.computeCodeActions({ uri }, range, { diagnostics }).map(({ title, command, arguments: given = [] }) => ({
				title,
				edits: service.computeCommandEdits(text, command, given),
			}));
		},
	};
}

const FROM_IMAGE = /^\s*FROM\s+(?:--platform=\S+\s+)?([\w./-]*)$/i;
/** In the protocol's list of kinds. */
const KIND_MODULE = 9;

/** The service completes tags; which images there are only this site knows. */
async function imagesAt(text: string, position: Position): Promise<CompletionItem[]> {
	const line = text.split("\n")[position.line]?.slice(0, position.character) ?? "";
	const typed = FROM_IMAGE.exec(line)?.[1];
	if (typed === undefined) return [];
	const range = { start: { line: position.line, character: position.character - typed.length }, end: position };
	return (await siteImages()).map(({ name, description }) => ({
		label: name,
		kind: KIND_MODULE,
		detail: description,
		textEdit: { range, newText: name },
	}));
}

export type DockerfileWorker = ReturnType<typeof createDockerfileWorker>;

initialize((context) =>
	createDockerfileWorker(
		(uri) =>
			context
				.getMirrorModels()
				.find((model) => model.uri.toString() === uri)
				?.getValue() ?? "",
	),
);
