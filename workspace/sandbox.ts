/** The workspace of the product: machines run in a worker of this page. */
import { createWorkerMachine } from "#emulator/client/spawn.ts";
import { MachineError } from "#emulator/errors.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

export function createSandbox(): Workspace {
	return createWorkspace({
		createMachine() {
			if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
				throw new MachineError("UnsupportedHostError", "This browser has no WebAssembly or no workers.");
			}
			return createWorkerMachine();
		},
	});
}
