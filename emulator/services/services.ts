/** The services that every machine finds in its network, beside the gateway's own page. Hosts pass them to the emulator. */
import type { NetworkService } from "../network/service.ts";

export function createServices(): readonly NetworkService[] {
	return [];
}
