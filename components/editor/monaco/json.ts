/** Colours for JSON. Monaco's own come only together with a language service, which would double what the editor loads. */
import { languages } from "monaco-editor/editor/editor.api.js";

export function registerJson(): void {
	languages.register({ id: "json" });
	languages.setLanguageConfiguration("json", {
		brackets: [
			["{", "}"],
			["[", "]"],
		],
		autoClosingPairs: [
			{ open: "{", close: "}", notIn: ["string"] },
			{ open: "[", close: "]", notIn: ["string"] },
			{ open: '"', close: '"', notIn: ["string"] },
		],
	});
	languages.setMonarchTokensProvider("json", {
		tokenizer: {
			root: [
				[/"(?:[^"\\]|\\.)*"(?=\s*:)/, "type"],
				[/"(?:[^"\\]|\\.)*"/, "string"],
				[/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, "number"],
				[/\b(?:true|false|null)\b/, "keyword"],
				[/[{}[\],:]/, "delimiter"],
				// A comment is a mistake in JSON; some programs read it all the same.
				[/\/\/.*$/, "comment"],
			],
		},
	});
}
