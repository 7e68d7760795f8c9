/** The previews of one workspace: answers for the published ports of its machine, and remembers what was asked. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { MachineError } from "#emulator/errors.ts";
import type { GuestPorts } from "#emulator/machine.ts";
import type { AnswerHead, Ask } from "#preview/protocol.ts";
import { answerRequest } from "./answer-request.ts";
import { allowFramesOnly, type BridgeFrame, type OpenBridge, openBridgeFrame } from "./bridge-frame.ts";
import { CookieJar } from "./cookie-jar.ts";
import { holdMachineLock } from "./machine-lock.ts";
import { newMachineId, type Origins, previewOrigins } from "./origins.ts";
import type { PublishedPort } from "./published-ports.ts";
import { requestHeaders } from "./request-headers.ts";
import { type LogEntry, withEntry } from "./request-log.ts";
import { answerSocket } from "./socket/answer-socket.ts";
import { untilListening } from "./until-listening.ts";

/** A waiting page asks again after that. */
const LISTENING_LIMIT_MS = 25_000;

export interface PreviewState {
	/** The present machine's, part of the host names of its previews. */
	readonly machineId: string;
	readonly log: readonly LogEntry[];
}

export interface Previews {
	readonly store: Pick<StoreApi<PreviewState>, "getState" | "getInitialState" | "subscribe">;
	/** The origin of a port's pages; undefined where the site has no place for previews. */
	originOf(port: number): string | undefined;
	/**
	 * Makes the port's pages answered, until the machine is replaced. Opening twice is one.
	 * @throws Error when the browser or the site does not allow it
	 */
	open(port: number): Promise<void>;
	clearLog(): void;
	/** Ends all previews: their machine is gone. */
	restart(): void;
	dispose(): void;
}

export interface PreviewsOptions {
	/** Of the present machine, when there is one. */
	readonly ports: () => GuestPorts | undefined;
	readonly published: () => readonly PublishedPort[];
	readonly site?: () => URL;
	readonly openBridge?: OpenBridge;
}

interface Preview {
	readonly port: number;
	readonly origin: string;
	readonly cookies: CookieJar;
	readonly bridge: BridgeFrame;
}

export function createPreviews(options: PreviewsOptions): Previews {
	const { ports, published, site = () => new URL(location.href), openBridge = openBridgeFrame } = options;
	const store = createStore<PreviewState>()(() => ({ machineId: newMachineId(), log: [] }));
	const previews = new Map<number, Preview>();
	let life = new AbortController();
	let entriesMade = 0;
	let locked = false;

	function origins(): Origins | undefined {
		return previewOrigins(site());
	}

	/** Calls while there is no machine fail as those of one that is off. */
	function guest(): GuestPorts {
		const found = ports();
		if (!found) throw new MachineError("MachineOffError", "There is no machine.");
		return found;
	}
	const anyGuest: GuestPorts = {
		connect: async (...call) => guest().connect(...call),
		request: async (...call) => guest().request(...call),
	};

	/** The functions report into one entry of the log. */
	function startEntry(entry: Pick<LogEntry, "port" | "method" | "path" | "navigation">) {
		entriesMade += 1;
		let now: LogEntry = {
			...entry,
			id: entriesMade,
			status: null,
			state: "open",
			startedMs: Date.now(),
			durationMs: null,
			bytes: 0,
		};
		const put = () => store.setState(({ log }) => ({ log: withEntry(log, now) }));
		put();
		return {
			report({ status, bytes }: { status?: number; bytes?: number }): void {
				now = { ...now, ...(bytes !== undefined && { bytes }), ...(status !== undefined && { status }) };
				// Bytes come too often to show each; the end shows them all.
				if (status !== undefined) put();
			},
			end(state: LogEntry["state"]): void {
				now = { ...now, state, durationMs: Date.now() - now.startedMs };
				// An entry that was cleared away stays away.
				if (store.getState().log.some(({ id }) => id === now.id)) put();
			},
		};
	}

	function answer(preview: Preview, ask: Ask, given: readonly MessagePort[], signal: AbortSignal): void {
		const { port, origin, cookies } = preview;
		const [first, second] = given;
		if (ask.kind === "cookie") cookies.set(ask.text, ask.path, "script");
		if (!first) return;
		if (ask.kind === "request") {
			const entry = startEntry({ port, method: ask.method, path: ask.path, navigation: ask.navigation });
			const container = () => published().find(({ hostPort }) => hostPort === port)?.container;
			const target = { ports: anyGuest, port, origin, site: site().origin, cookies, container };
			void answerRequest(target, ask, { answerPort: first, bodyPort: second, signal }, entry.report).then(entry.end);
		}
		if (ask.kind === "socket") {
			const entry = startEntry({ port, method: "WS", path: ask.path, navigation: false });
			const facts = { method: "GET", headers: [], referrer: "", origin, cookies: cookies.header(ask.path), bodyBytes: null };
			const headers = [...requestHeaders(facts), ["Origin", origin] as const];
			let opened = false;
			const onOpen = (set: readonly string[]) => {
				opened = true;
				for (const cookie of set) cookies.set(cookie, ask.path, "answer");
				entry.report({ status: 101 });
			};
			void answerSocket(anyGuest, { port, path: ask.path, protocols: ask.protocols, headers }, first, signal, { onOpen }).then(
				() => entry.end(opened ? "done" : "failed"),
			);
		}
		if (ask.kind === "listening") void answerWhenListening(port, first, signal);
	}

	async function answerWhenListening(port: number, answerPort: MessagePort, signal: AbortSignal): Promise<void> {
		answerPort.postMessage("heard");
		const stop = new AbortController();
		const giveUp = () => stop.abort();
		for (const event of ["message", "close"]) answerPort.addEventListener(event, giveUp);
		answerPort.start();
		signal.addEventListener("abort", giveUp);
		const listens = await untilListening(anyGuest, port, LISTENING_LIMIT_MS, stop.signal);
		signal.removeEventListener("abort", giveUp);
		answerPort.postMessage({ status: listens ? 204 : 503, headers: [] } satisfies AnswerHead);
	}

	function end(): void {
		life.abort();
		life = new AbortController();
		locked = false;
		for (const { bridge } of previews.values()) bridge.remove();
		previews.clear();
	}

	return {
		store,
		originOf: (port) => origins()?.of(store.getState().machineId, port),
		async open(port) {
			const place = origins();
			if (!place) throw new Error("This site has no address for previews.");
			let preview = previews.get(port);
			if (!preview) {
				allowFramesOnly(place.pattern);
				if (!locked) holdMachineLock(store.getState().machineId, life.signal);
				locked = true;
				const origin = place.of(store.getState().machineId, port);
				const { signal } = life;
				const opened: Preview = {
					port,
					origin,
					cookies: new CookieJar(new URL(origin).hostname),
					bridge: openBridge(origin, (ask, given) => answer(opened, ask, given, signal)),
				};
				preview = opened;
				previews.set(port, opened);
			}
			try {
				await preview.bridge.ready;
			} catch (thrown) {
				// The next attempt begins anew.
				if (previews.get(port) === preview) previews.delete(port);
				preview.bridge.remove();
				throw thrown;
			}
		},
		clearLog: () => store.setState({ log: [] }),
		restart() {
			end();
			store.setState({ machineId: newMachineId(), log: [] });
		},
		dispose: end,
	};
}
