/** A machine in a worker of its own. The one place that knows where the worker and the bundle are served. */
import { createAgentMachine } from "../agent/agent-machine.ts";
import type { Machine } from "../machine.ts";
import { WorkerComputer } from "./worker-computer.ts";

export interface WorkerMachineOptions {
	/** Default `/machine/manifest.json` of this site. */
	readonly manifestUrl?: string;
	/** Default `/machine/worker.js` of this site. */
	readonly workerUrl?: string;
}

/** Nothing is loaded before `start`. Disposing the machine ends its worker and gives all its memory back. */
export function createWorkerMachine(options: WorkerMachineOptions = {}): Machine {
	const { manifestUrl = "/machine/manifest.json", workerUrl = "/machine/worker.js" } = options;
	return createAgentMachine(
		new WorkerComputer(
			() => new Worker(workerUrl, { type: "module", name: "slipway-machine" }),
			new URL(manifestUrl, location.href).href,
		),
	);
}
