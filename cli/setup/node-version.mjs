import { SetupError } from "./run.mjs";

/** @throws SetupError when this Node is too old */
export function requireNode() {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new SetupError(`Slipway needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
}
