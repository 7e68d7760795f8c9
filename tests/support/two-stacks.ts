/** Two network stacks at the two ends of a cable that may be bad, without a guest. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseManifest } from "#emulator/bundle/manifest.ts";
import { PartStore } from "#emulator/bundle/part-store.ts";
import { NetworkStack } from "#emulator/network/stack.ts";
import { folderLoader } from "#emulator/node/folder-site.ts";
import { BUNDLE_FOLDER } from "#emulator/node/node-machine.ts";
import { seededRandom } from "./seeded-random.ts";

export interface CableOptions {
	/** Shares of frames, 0 to 1. */
	readonly loss?: number;
	readonly duplicates?: number;
	readonly reordered?: number;
	readonly initialSequence?: () => number;
	/** As of a system that knows no windows beyond 64 kB, or has no room to remember them (SYN cookies). */
	readonly smallWindows?: boolean;
}

export interface TwoStacks {
	/** At 192.168.86.1. */
	readonly gateway: NetworkStack;
	/** At 192.168.86.100. */
	readonly guest: NetworkStack;
	/** Frames that went through, both ways. */
	readonly frames: number;
	/** While false, nothing goes through. */
	plugged: boolean;
	/** Another stack at the gateway's end, as after a restore. */
	replaceGateway(): Promise<NetworkStack>;
	dispose(): void;
}

export const gatewayAddress = "192.168.86.1";
export const guestAddress = "192.168.86.100";

let lwip: Promise<Uint8Array> | undefined;

export function loadLwip(): Promise<Uint8Array> {
	lwip ??= (async () => {
		const manifest = parseManifest(JSON.parse(await readFile(join(BUNDLE_FOLDER, "manifest.json"), "utf8")));
		return new PartStore(folderLoader(join(BUNDLE_FOLDER, "chunks")), () => {}).get(manifest.network);
	})();
	return lwip;
}

export async function connectTwoStacks(options: CableOptions = {}): Promise<TwoStacks> {
	const wasm = await loadLwip();
	const random = seededRandom(20);
	let ended = false;
	const queue: { frame: Uint8Array; to: () => NetworkStack }[] = [];
	const cable = { frames: 0, plugged: true };
	const pump = () => {
		for (const { frame, to } of queue.splice(0)) if (!ended && cable.plugged) to().receive(frame);
	};
	const carry = (frame: Uint8Array, to: () => NetworkStack) => {
		cable.frames++;
		if (options.smallWindows) removeWindowScale(frame);
		if (random() < (options.loss ?? 0)) return;
		if (queue.length === 0) setImmediate(pump);
		const at = random() < (options.reordered ?? 0) ? Math.floor(random() * (queue.length + 1)) : queue.length;
		queue.splice(at, 0, { frame, to });
		if (random() < (options.duplicates ?? 0)) queue.push({ frame, to });
	};
	const failures: unknown[] = [];
	const make = (address: string, last: number, to: () => NetworkStack) =>
		NetworkStack.create({
			wasm,
			address,
			mask: "255.255.255.0",
			hardwareAddress: Uint8Array.of(2, 0, 0, 0, 0, last),
			send: (frame) => carry(frame, to),
			onFailure: (error) => failures.push(error),
			...(options.initialSequence && { initialSequence: options.initialSequence }),
		});
	const guest: NetworkStack = await make(guestAddress, 2, () => gateway);
	let gateway: NetworkStack = await make(gatewayAddress, 1, () => guest);
	return {
		guest,
		get gateway() {
			return gateway;
		},
		get frames() {
			return cable.frames;
		},
		get plugged() {
			return cable.plugged;
		},
		set plugged(plugged) {
			cable.plugged = plugged;
		},
		async replaceGateway() {
			gateway = await make(gatewayAddress, 1, () => guest);
			return gateway;
		},
		dispose() {
			ended = true;
			for (const stack of [guest, gateway]) stack.dispose(new Error("the test is over"));
			if (failures.length > 0) throw failures[0];
		},
	};
}

/** Puts padding in the place of the option, and corrects the checksum. */
function removeWindowScale(frame: Uint8Array): void {
	const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
	const [tcpAt, optionsAt, synFlag, windowScale, padding] = [34, 54, 0x02, 3, 1];
	const isTcp = view.getUint16(12) === 0x0800 && frame[23] === 6;
	if (!isTcp || ((frame[tcpAt + 13] ?? 0) & synFlag) === 0) return;
	const end = tcpAt + ((frame[tcpAt + 12] ?? 0) >> 4) * 4;
	for (let at = optionsAt; at < end; ) {
		const kind = frame[at] ?? 0;
		const length = kind <= padding ? 1 : (frame[at + 1] ?? 1);
		if (kind === windowScale) frame.fill(padding, at, at + length);
		at += length;
	}
	view.setUint16(tcpAt + 16, 0);
	let sum = 6 + (frame.length - tcpAt);
	for (let at = 26; at < frame.length; at += 2) sum += at + 1 < frame.length ? view.getUint16(at) : (frame[at] ?? 0) << 8;
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	view.setUint16(tcpAt + 16, ~sum & 0xffff);
}
