/** Sets the guest's clock to the host's and stirs fresh entropy into its kernel: after a restore both are those of the saved machine. */
import { MachineError } from "../errors.ts";
import { toHex } from "./hello.ts";
import type { AgentLink } from "./link.ts";

const seedBytes = 64;

/** @throws MachineError `AgentLostError`, or `GuestStartError` when the guest refuses. */
export async function setGuestClock(link: AgentLink): Promise<void> {
	const seed = toHex(crypto.getRandomValues(new Uint8Array(seedBytes)));
	const stream = link.open("clock", [
		["ms", String(Date.now())],
		["seed", seed],
	]);
	const end = await stream.end;
	if ("errno" in end) {
		throw new MachineError("GuestStartError", `The guest's clock could not be set: ${end.message} (${end.errno}).`, {
			detail: end.errno,
		});
	}
}
