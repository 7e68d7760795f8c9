/** What is known of the builds that run in the terminals of a session. */
import type { Terminal } from "#emulator/machine.ts";
import { type BuildFailure, createBuildOutputReader } from "./read-build-output.ts";

export type { BuildFailure };

export type BuildEvent = { readonly kind: "begun" } | ({ readonly kind: "failed" } & BuildFailure);

export interface Builds {
	/** Calls `listener` when a build begins, and when one failed at a line of its Dockerfile, until the returned function is called. */
	subscribe(listener: (event: BuildEvent) => void): () => void;
}

interface FollowedBuilds extends Builds {
	/** The same terminal, whose output is looked at on its way to whoever reads it. Nothing is read ahead of that reader. */
	follow(terminal: Terminal): Terminal;
}

export function createBuilds(): FollowedBuilds {
	const listeners = new Set<(event: BuildEvent) => void>();
	function tell(event: BuildEvent): void {
		for (const listener of [...listeners]) listener(event);
	}

	return {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		follow(terminal) {
			const seen = createBuildOutputReader({
				onBegin: () => tell({ kind: "begun" }),
				onFailure: (failure) => tell({ kind: "failed", ...failure }),
			});
			const reader = terminal.output.getReader();
			const output = new ReadableStream<Uint8Array>(
				{
					async pull(controller) {
						const { done, value } = await reader.read();
						if (done) return controller.close();
						seen.read(value);
						controller.enqueue(value);
					},
					cancel: (reason) => reader.cancel(reason),
				},
				{ highWaterMark: 0 },
			);
			return {
				output,
				input: terminal.input,
				exit: terminal.exit,
				resize: (size) => terminal.resize(size),
				close: () => terminal.close(),
				kill: (signal) => terminal.kill(signal),
			};
		},
	};
}
