/** Everything behind one page with a machine: made together, started together, and disposed of together. */
import type { LessonPlan } from "#lessons/lesson.ts";
import { createEngineView, type EngineView } from "./engine/engine-view.ts";
import { createLabFiles, type LabFiles } from "./files/lab-files.ts";
import { browserCheckpoints } from "./lesson/browser-checkpoints.ts";
import { createLessonRun } from "./lesson/create-lesson-run.ts";
import type { LessonRun } from "./lesson/run.ts";
import { createPageProgress } from "./page-progress.ts";
import { documentVisibility } from "./page-visibility.ts";
import type { Progress } from "./progress/progress.ts";
import { createSandbox } from "./sandbox.ts";
import type { Workspace } from "./workspace.ts";

export interface Session {
	readonly workspace: Workspace;
	readonly files: LabFiles;
	readonly engine: EngineView;
	/** Starts the machine and what follows it. A session that was started is left alone. */
	start(): void;
	/** Throws the machine away. Settles when its worker and memory are gone. */
	dispose(): Promise<void>;
}

export interface LessonSession extends Session {
	readonly run: LessonRun;
	readonly progress: Progress;
}

export function createSession(): Session {
	const workspace = createSandbox();
	const { machines } = workspace;
	const files = createLabFiles({ machines });
	const engine = createEngineView({ machines });
	return {
		workspace,
		files,
		engine,
		start: () => workspace.start(),
		dispose() {
			files.dispose();
			engine.dispose();
			return workspace.dispose();
		},
	};
}

export function createLessonSession(plan: LessonPlan): LessonSession {
	const session = createSession();
	const progress = createPageProgress();
	const run = createLessonRun({
		plan,
		machines: session.workspace.machines,
		progress,
		page: documentVisibility(),
		checkpoints: browserCheckpoints(),
		reset: session.workspace.reset,
	});
	return {
		...session,
		run,
		progress,
		start() {
			session.start();
			run.start();
		},
		dispose() {
			run.dispose();
			progress.dispose();
			return session.dispose();
		},
	};
}
