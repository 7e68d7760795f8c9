/** Everything behind one page with a machine: made together, started together, and disposed of together. */
import { createSandbox } from "./sandbox.ts";
import type { Workspace } from "./workspace.ts";

export interface Session {
	readonly workspace: Workspace;
	/** Starts the machine and what follows it. A session that was started is left alone. */
	start(): void;
	/** Throws the machine away. Settles when its worker and memory are gone. */
	dispose(): Promise<void>;
}

export function createSession(): Session {
	const workspace = createSandbox();
	return {
		workspace,
		start() {
			workspace.start();
		},
		dispose() {
			return workspace.dispose();
		},
	};
}
