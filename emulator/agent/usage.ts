/** What the guest says of its memory, disk and load. */
import { MachineError } from "../errors.ts";
import type { MachineStats } from "../machine.ts";
import type { AgentLink } from "./link.ts";
import { readAll } from "./read-all.ts";

export type Usage = Omit<MachineStats, "instructions" | "instructionsPerSecond" | "fetchedBytes" | "cachedBytes">;

/** @throws MachineError `AgentLostError`, or `GuestCommandError` when the answer cannot be read. */
export async function readUsage(link: AgentLink): Promise<Usage> {
	const stream = link.open("usage", []);
	const text = new TextDecoder().decode(await readAll(stream.output));
	const end = await stream.end;
	if ("errno" in end) throw usageError(end.errno, end.message);
	const values = new Map(text.split("\n").map((line) => line.split("=", 2) as [string, string | undefined]));
	const number = (key: string) => {
		const value = Number(values.get(key));
		if (!values.has(key) || !Number.isFinite(value)) throw usageError("EPROTO", `"${key}" is missing`);
		return value;
	};
	return {
		memoryTotalBytes: number("memory-total"),
		memoryAvailableBytes: number("memory-available"),
		diskTotalBytes: number("disk-total"),
		diskUsedBytes: number("disk-used"),
		load: [number("load-1"), number("load-5"), number("load-15")],
		uptimeSeconds: number("uptime"),
	};
}

function usageError(errno: string, message: string): MachineError {
	return new MachineError("GuestCommandError", `The guest's memory and load cannot be read: ${message} (${errno}).`, {
		detail: errno,
	});
}
