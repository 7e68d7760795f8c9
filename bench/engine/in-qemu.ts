/** The script under QEMU: what the same guest takes when it is translated by a program of its own instead of by a tab. */
import { setTimeout as sleep } from "node:timers/promises";
import { preparePc } from "../qemu/prepared-pc.ts";
import { typeOnce, typeRepeatedly } from "./script.ts";
import { TerminalTypist } from "./terminal-typist.ts";
import { noTimes, type Times } from "./times.ts";

const MACHINES = 3;
/** QEMU does nothing ahead; the guest has come to rest by then. */
const SETTLE_MS = 3000;

/** `images` is what `docker load` reads. */
export async function timesInQemu(images: Uint8Array): Promise<Times> {
	const times = noTimes();
	const pc = await preparePc(images);
	try {
		for (let left = MACHINES; left > 0; left--) {
			await pc.use(async (machine) => {
				const typist = await TerminalTypist.at(machine);
				await sleep(SETTLE_MS);
				await typeOnce(typist, times);
				await typeRepeatedly(typist, times);
			});
		}
	} finally {
		await pc.remove();
	}
	return times;
}
