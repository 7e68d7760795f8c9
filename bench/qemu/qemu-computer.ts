/** A `Computer` that QEMU emulates: the same guest under the same agent, so that the same commands can be timed in it. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { Computer, Connection, Counters, Power } from "#emulator/computer.ts";
import { MachineError } from "#emulator/errors.ts";
import { until } from "#tests/support/until.ts";
import { QEMU } from "./installed.ts";
import { type PcEnds, type PcOptions, pcArguments } from "./pc-arguments.ts";
import { Qmp } from "./qmp.ts";

const MOVED_WITHIN_MS = 60_000;

interface Running {
	readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
	readonly qmp: Qmp;
	readonly agent: Socket;
	readonly folder: string;
	readonly ends: PcEnds;
}

export class QemuComputer implements Computer {
	onAgentBytes: (bytes: Uint8Array) => void = () => {};
	onPower: (power: Power) => void = () => {};
	readonly #options: PcOptions;
	#running: Running | undefined;
	#disposed = false;

	constructor(options: PcOptions) {
		this.#options = options;
	}

	/** From what `options` name: `snapshot` is the caller's word for a saved state, `cold` for none. */
	async start(): Promise<void> {
		const folder = await mkdtemp(join(tmpdir(), "slipway-qemu-run-"));
		const ends = { agent: join(folder, "agent"), console: join(folder, "console") };
		const process = spawn(QEMU, pcArguments(this.#options, ends), { stdio: ["pipe", "pipe", "pipe"] });
		const qmp = new Qmp(process.stdin, process.stdout);
		const agent = new Socket();
		this.#running = { process, qmp, agent, folder, ends };
		let said = "";
		process.stderr.setEncoding("utf8").on("data", (text: string) => {
			said += text;
		});
		process.once("error", (error) => this.#fail(qmp, `QEMU cannot be started: ${error.message}`));
		process.once("close", (code, signal) => this.#fail(qmp, `QEMU ended (${code ?? signal}): ${said.trim()}`));
		await qmp.run("qmp_capabilities");
		await once(agent.connect(ends.agent), "connect");
		agent.on("data", (bytes: Uint8Array) => this.onAgentBytes(bytes));
		// The process has more to say about its end.
		agent.on("error", () => {});
		if (this.#options.saved !== undefined) {
			await until("QEMU has the saved state", async () => (await statusOf(qmp, "query-status")) === "paused", MOVED_WITHIN_MS);
		}
		await qmp.run("cont");
		this.onPower({ kind: "running" });
	}

	sendAgentBytes(bytes: Uint8Array): void {
		this.#running?.agent.write(bytes);
	}

	async pause(): Promise<void> {
		await this.#on().qmp.run("stop");
	}

	async resume(): Promise<void> {
		await this.#on().qmp.run("cont");
	}

	/** Memory and devices of a paused computer, for `PcOptions.saved`. Its disks are not in it. */
	async saveTo(path: string): Promise<void> {
		const { qmp } = this.#on();
		await qmp.run("migrate", { uri: `exec:cat >'${path}'` });
		await until("QEMU has saved its state", async () => (await statusOf(qmp, "query-migrate")) === "completed", MOVED_WITHIN_MS);
	}

	async save(): Promise<Uint8Array> {
		throw new MachineError("UnsupportedHostError", "QEMU saves into a file.");
	}

	async dial(): Promise<Connection> {
		throw new MachineError("PortUnavailableError", "QEMU's guest has no network.", { detail: "refused" });
	}

	/** QEMU counts no instructions. */
	async counters(): Promise<Counters> {
		return { instructions: 0, fetchedBytes: 0, cachedBytes: 0 };
	}

	async consoleLog(): Promise<string> {
		return (await readFile(this.#on().ends.console, "utf8")).slice(-65536);
	}

	async dispose(): Promise<void> {
		this.#disposed = true;
		const running = this.#running;
		this.#running = undefined;
		if (!running) return;
		const { process, qmp, folder } = running;
		if (process.pid !== undefined && process.exitCode === null && process.signalCode === null) {
			const ended = once(process, "close");
			// It writes back what it still holds of the data disk, and has no time to answer.
			qmp.run("quit").catch(() => {});
			await ended;
		}
		await rm(folder, { recursive: true, force: true });
	}

	#fail(qmp: Qmp, message: string): void {
		const error = new MachineError("EmulatorCrashedError", message);
		qmp.end(error);
		if (!this.#disposed) this.onPower({ kind: "failed", error });
	}

	#on(): Running {
		if (!this.#running) throw new MachineError("MachineOffError", "The machine is not running.");
		return this.#running;
	}
}

/** @throws when QEMU could not do what is asked about */
async function statusOf(qmp: Qmp, question: string): Promise<unknown> {
	const { status } = (await qmp.run(question)) as { readonly status?: unknown };
	if (status === "failed") throw new Error(`QEMU answers "failed" to ${question}`);
	return status;
}
