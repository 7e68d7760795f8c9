/** The object whose raw `inspect` is shown. */
import type { InspectKind } from "#workspace/engine/inspect.ts";

export interface Inspected {
	readonly kind: InspectKind;
	readonly id: string;
	/** As a person would type it after `docker inspect`. */
	readonly name: string;
}
