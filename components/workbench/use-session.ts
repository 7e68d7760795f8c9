"use client";

import { useEffect, useState } from "react";
import type { Session } from "#workspace/session.ts";
import { useLeaveWarning } from "./use-leave-warning.ts";

/** The session of a page, from when it is shown until it is left. */
export function useSession(create: () => Session): Session {
	const [session] = useState(create);
	useEffect(() => {
		session.start();
		return () => void session.dispose();
	}, [session]);
	useLeaveWarning(session.workspace);
	return session;
}
