/** Everything behind one page with a machine: made together, started together, and disposed of together. */
import { createLabFiles, type LabFiles } from "./files/lab-files.ts";
import { createSandbox } from "./sandbox.ts";
import type { Workspace } from "./workspace.ts";

export interface Session {
	readonly workspace: Workspace;
	readonly files: LabFiles;
	/** Starts the machine and what follows it. A session that was started is left alone. */
	start(): void;
	/** Throws the machine away. Settles when its worker and memory are gone. */
	dispose(): Promise<void>;
}

export function createSession(): Session {
	const workspace = createSandbox();
	const files = createLabFiles({ machines: workspace.machines });
	return {
		workspace,
		files,
		start() {
			workspace.start();
		},
		dispose() {
			files.dispose();
			return workspace.dispose();
		},
	};
}
