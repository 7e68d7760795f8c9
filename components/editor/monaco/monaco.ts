/** Monaco as this editor uses it: its parts, its worker, its themes. Only what is loaded together with the editor's pane imports it. */
import "./features.ts";
import { editor } from "monaco-editor/editor/editor.api.js";
import { startDockerfile } from "./dockerfile.ts";
import { registerJson } from "./json.ts";
import { themes } from "./themes.ts";
import { startWorker } from "./workers.ts";
import { startYaml } from "./yaml.ts";

globalThis.MonacoEnvironment = { getWorker: () => startWorker("editor") };
for (const [name, theme] of Object.entries(themes)) editor.defineTheme(name, theme);
registerJson();

/** The services that know languages, while an editor is shown. @returns what ends them, and their workers */
export function startLanguages(): () => void {
	const services = [startDockerfile(), startYaml()];
	return () => {
		for (const service of services) service.dispose();
	};
}
