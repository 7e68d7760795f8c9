/** Where the build keeps what it made: outside the checkout, so that a second clone or a cleaned one starts warm. */
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryFolder = fileURLToPath(new URL("../../../", import.meta.url));
export const guestFolder = fileURLToPath(new URL("../", import.meta.url));

/** `$SLIPWAY_CACHE`, or `~/.cache/slipway`. */
export function cacheFolder(): string {
	const chosen = process.env.SLIPWAY_CACHE;
	if (chosen !== undefined && chosen !== "") return path.resolve(chosen);
	return path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "slipway");
}
