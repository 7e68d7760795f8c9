/** From the records of the guest's tap to requests: what each client asked, and what became of it. */
import type * as z from "zod/mini";
import { tapRecord } from "./answers.ts";
import type { ClientRequest } from "./model.ts";

/** As many as are kept. */
const LOG_LENGTH = 400;

export interface ClientLog {
	readonly requests: readonly ClientRequest[];
	/** When the tap began, which counts requests from 1 on: with the number, that names one. */
	readonly tapStartedMs: number;
}

export const emptyLog: ClientLog = { requests: [], tapStartedMs: 0 };

/** With what `values`, lines of the tap's log, tell. A line that tells nothing is left out. */
export function withRecords(log: ClientLog, values: readonly unknown[]): ClientLog {
	let { tapStartedMs } = log;
	const requests = new Map(log.requests.map((request) => [request.id, request]));

	function change(number: number, make: (request: ClientRequest) => ClientRequest): void {
		const id = `${tapStartedMs}.${number}`;
		const known = requests.get(id);
		if (known) requests.set(id, make(known));
	}

	for (const value of values) {
		const { data: record } = tapRecord.safeParse(value);
		switch (record?.event) {
			case "start":
				tapStartedMs = record.at;
				// The tap before it has ended, and every connection through it.
				for (const [id, request] of requests) {
					if (request.state === "open" || request.state === "stream") requests.set(id, { ...request, state: "broken" });
				}
				break;
			case "ask":
				requests.set(`${tapStartedMs}.${record.id}`, {
					id: `${tapStartedMs}.${record.id}`,
					commandKey: `${record.pid}.${record.started}`,
					command: commandLine(record),
					pid: record.pid,
					method: record.method,
					path: record.path,
					status: null,
					state: "open",
					startedMs: record.at,
					durationMs: null,
				});
				break;
			case "answer":
				change(record.id, (request) => ({
					...request,
					status: record.status,
					state: record.status === 101 ? "stream" : request.state,
				}));
				break;
			case "end":
				change(record.id, (request) => ({
					...request,
					state: record.by === "complete" ? "done" : record.by === "client" ? "left" : "broken",
					durationMs: record.ms,
				}));
				break;
		}
	}
	return { requests: [...requests.values()].slice(-LOG_LENGTH), tapStartedMs };
}

/** As it would be typed. A client that ended before anybody could look has only the name of its program. */
function commandLine({ command, program }: Extract<z.infer<typeof tapRecord>, { event: "ask" }>): string {
	const words = command.length > 0 ? command : [program || "(unknown)"];
	return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
