/** The progress of whoever has this page open. Pages are also rendered on a server, where nothing is known of anybody. */
import { documentVisibility, type PageVisibility } from "./page-visibility.ts";
import { createProgress } from "./progress/create-progress.ts";
import type { Progress } from "./progress/progress.ts";
import { browserStorage, type ProgressStorage } from "./progress/storage.ts";

export function createPageProgress(): Progress {
	return typeof window === "undefined"
		? createProgress({ storage: nowhere, page: unseen })
		: createProgress({ storage: browserStorage(), page: documentVisibility() });
}

const nowhere: ProgressStorage = {
	read: () => null,
	write() {},
	remove() {},
	keys: () => [],
	subscribe: () => () => {},
	exclusively: () => Promise.resolve(),
};

const unseen: PageVisibility = { visible: false, subscribe: () => () => {} };
