"use client";

import type { Session } from "#workspace/session.ts";
import { useForPage } from "../ui/use-for-page.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

/** The session of a page, from when it is shown until it is left. */
export function useSession<S extends Session>(create: () => S): S {
	const session = useForPage(create);
	useLeaveWarning(session.workspace);
	return session;
}
