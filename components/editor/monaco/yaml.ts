/** What the editor knows of YAML, and of Compose files above all. */
import * as monaco from "monaco-editor/editor/editor.api.js";
import { configureMonacoYaml } from "monaco-yaml";
import { composeSchema } from "../compose/schema.ts";
import { startWorker } from "./workers.ts";

/** The names that Compose looks for, and those that people give their second files. */
const COMPOSE_FILES = [
	"compose.yaml",
	"compose.yml",
	"compose.*.yaml",
	"compose.*.yml",
	"docker-compose*.yaml",
	"docker-compose*.yml",
];

export function startYaml(): monaco.IDisposable {
	const workers = new Set<Worker>();
	const yaml = configureMonacoYaml(withWorkers(workers), {
		enableSchemaRequest: false,
		yamlVersion: "1.2",
		schemas: [{ uri: "slipway:compose", fileMatch: COMPOSE_FILES.map((name) => `**/${name}`), schema: composeSchema }],
	});
	return {
		dispose() {
			yaml.dispose();
			for (const worker of workers) worker.terminate();
		},
	};
}

/** monaco-yaml names the module its worker has to load, as Monaco wanted it once; now Monaco wants the worker. */
function withWorkers(workers: Set<Worker>): typeof monaco {
	function createWebWorker<Service extends object>(options: {
		readonly createData?: unknown;
	}): monaco.editor.MonacoWebWorker<Service> {
		const worker = startWorker("yaml");
		workers.add(worker);
		// The first message wakes it, the second says what its service is made of.
		worker.postMessage("start");
		worker.postMessage(options.createData);
		const client = monaco.editor.createWebWorker<Service>({ worker });
		const dispose = client.dispose.bind(client);
		client.dispose = () => {
			dispose();
			worker.terminate();
			workers.delete(worker);
		};
		return client;
	}
	return { ...monaco, editor: { ...monaco.editor, createWebWorker: createWebWorker as typeof monaco.editor.createWebWorker } };
}
