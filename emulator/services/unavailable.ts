/** Registries that cannot be had at the moment, told so that `docker` prints it. */
import { errorResponse, RegistryError } from "../registry/errors.ts";
import type { Registry } from "../registry/registry.ts";
import { lazily } from "./lazily.ts";

/** "Failed dependency": dockerd shows the message of a 4xx alone, and of other answers just their number. */
export const FAILED_DEPENDENCY = 424;

export function unavailable(message: string, method: string): Response {
	return errorResponse(new RegistryError("UNAVAILABLE", message, { status: FAILED_DEPENDENCY }), method);
}

/**
 * A registry that is opened when it is first asked for something, and again after that failed. `what` it is begins the message that
 * clients get then; the reason ends it, as it is the visitor's own site, folder or browser that fails.
 */
export function openedWhenAsked(
	what: string,
	log: (message: string) => void,
	open: () => Promise<Pick<Registry, "handle">>,
): Registry["handle"] {
	const opened = lazily(open);
	return async (request) => {
		try {
			return await (await opened()).handle(request);
		} catch (error) {
			const message = `${what} cannot be had: ${error instanceof Error ? error.message : error}`;
			log(message);
			return unavailable(message, request.method);
		}
	};
}
