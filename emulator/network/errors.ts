/** How connections of the stack fail. */
import { MachineError } from "../errors.ts";
import { RESET_BY_PEER } from "./lwip.ts";

/** `code` is lwIP's. */
export function errorFor(code: number, connecting: boolean): MachineError {
	if (code !== RESET_BY_PEER) return unavailable("timeout", "The machine does not answer.");
	return connecting
		? unavailable("refused", "Nothing accepts connections at this port of the machine.")
		: unavailable("reset", "The machine broke the connection off.");
}

export function unavailable(detail: string, message: string): MachineError {
	return new MachineError("PortUnavailableError", message, { detail });
}
