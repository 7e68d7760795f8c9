/** The worker: a `Computer` at the other end of `protocol.ts`. One worker runs one machine and ends with it. */
import "./no-nested-worker.ts";
import { V86 } from "v86";
import { asMachineError, type MachineErrorName, toWire } from "../errors.ts";
import { Relay } from "../flow/relay.ts";
import type { FromWorker, ToWorker } from "../protocol.ts";
import { createServices } from "../services/services.ts";
import type { EmulatorConstructor } from "../v86/emulator.ts";
import { V86Computer } from "../v86/v86-computer.ts";
import { defer } from "./defer.ts";
import { Outbox } from "./outbox.ts";
import { siteLoader } from "./site-loader.ts";
import { siteServices } from "./site-services.ts";

/** The part of a dedicated worker's scope that is used; the DOM's types and a worker's cannot be loaded side by side. */
declare const self: {
	onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
	onunhandledrejection: ((event: PromiseRejectionEvent) => void) | null;
	postMessage(message: FromWorker, transfer: Transferable[]): void;
};
/** Put in by the bundler: the version in node_modules. */
declare const V86_VERSION: string;

let computer: V86Computer | undefined;
const starting = new AbortController();
const outbox = new Outbox(send);
const relay = new Relay((connection, event, transfer) => send({ kind: "connection", connection, event }, transfer));
/** Dials that have not come about yet, by the connection's number. */
const dialing = new Map<number, AbortController>();

self.onmessage = (event: MessageEvent<ToWorker>) => {
	const message = event.data;
	switch (message.kind) {
		case "start":
			answer(message.call, "EmulatorCrashedError", () => start(message));
			break;
		case "abort-start":
			starting.abort();
			break;
		case "agent":
			computer?.sendAgentBytes(message.bytes);
			break;
		case "dial":
			answer(message.call, "PortUnavailableError", () => dial(message.connection, message.port));
			break;
		case "abort-dial":
			dialing.get(message.connection)?.abort();
			break;
		case "connection":
			relay.receive(message.connection, message.event);
			break;
		case "pause":
			answer(message.call, "MachineOffError", () => started().pause());
			break;
		case "resume":
			answer(message.call, "MachineOffError", () => started().resume());
			break;
		case "save":
			answer(message.call, "EmulatorCrashedError", () => started().save());
			break;
		case "counters":
			answer(message.call, "MachineOffError", () => started().counters());
			break;
		case "console-log":
			answer(message.call, "MachineOffError", () => started().consoleLog());
			break;
	}
};

// What nobody awaited: v86 starts itself in callbacks that cannot be caught.
self.onunhandledrejection = (event) => {
	send({ kind: "power", power: { kind: "failed", error: toWire(asMachineError(event.reason, "EmulatorCrashedError")) } });
};

async function start(message: Extract<ToWorker, { kind: "start" }>): Promise<void> {
	const site = siteLoader(message.manifestUrl);
	computer = new V86Computer({
		// v86's own types leave out the internals that emulator.ts describes.
		Emulator: V86 as unknown as EmulatorConstructor,
		v86Version: V86_VERSION,
		defer,
		services: createServices(siteServices(message.manifestUrl)),
		...site,
	});
	computer.onAgentBytes = (bytes) => outbox.add(bytes);
	computer.onPower = (power) => {
		outbox.flush();
		send({ kind: "power", power: power.kind === "failed" ? { kind: "failed", error: toWire(power.error) } : power });
	};
	await computer.start({ from: message.state ?? (message.from === "cold" ? "cold" : "snapshot"), signal: starting.signal });
}

async function dial(number: number, port: number): Promise<void> {
	const controller = new AbortController();
	dialing.set(number, controller);
	try {
		const dialed = await started().dial(port, controller.signal);
		const relayed = relay.open(number);
		// An error of one end reaches the other by the pipe that it breaks.
		for (const pipe of [dialed.readable.pipeTo(relayed.writable), relayed.readable.pipeTo(dialed.writable)]) pipe.catch(() => {});
	} finally {
		dialing.delete(number);
	}
}

function started(): V86Computer {
	if (!computer) throw new Error("the machine was not started");
	return computer;
}

/** Answers a call once, whatever becomes of it. */
function answer(call: number, fallback: MachineErrorName, work: () => Promise<unknown>): void {
	void (async () => {
		try {
			const value = await work();
			send({ kind: "reply", call, value }, value instanceof Uint8Array ? [value.buffer] : []);
		} catch (error) {
			send({ kind: "error", call, error: toWire(asMachineError(error, fallback)) });
		}
	})();
}

function send(message: FromWorker, transfer: Transferable[] = []): void {
	self.postMessage(message, transfer);
}
