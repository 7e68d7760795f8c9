/**
 * Knows when containerd, which runs the containers for dockerd, was killed: dockerd itself lives on and says nothing. The guest's
 * supervisor notes each end and start of a service in a folder, and a watch on that folder costs nothing while nothing happens.
 */
import type { EngineApi, GuestFiles } from "#emulator/machine.ts";
import { delay } from "./delay.ts";

const SUPERVISOR_NOTES = "/run/runit/supervise/containerd";
/** Each question costs the guest work that containerd needs for coming back. */
const ASK_AGAIN_MS = 1500;
/** When the watch itself is lost: with the agent, which comes back, or because somebody deleted the folder. */
const WATCH_AGAIN_MS = 2000;

interface Guest {
	readonly files: Pick<GuestFiles, "watch">;
	readonly engine: EngineApi;
}

/** Reports `false` when containerd ended, and `true` when dockerd reaches it again. Settles after `signal` aborts. */
export async function watchContainerd(guest: Guest, signal: AbortSignal, report: (reached: boolean) => void): Promise<void> {
	let last = true;
	let checks: Promise<void> | undefined;
	let changed = false;

	function tell(reached: boolean): void {
		if (reached === last || signal.aborted) return;
		last = reached;
		report(reached);
	}

	/** What was reached may be a containerd that has been killed meanwhile: only a check after the last change counts. */
	async function checkUntilReached(): Promise<void> {
		while (!signal.aborted) {
			changed = false;
			const reached = await isReached(guest.engine, signal);
			if (reached && !changed) {
				tell(true);
				return;
			}
			if (!reached) tell(false);
			await delay(ASK_AGAIN_MS, signal);
		}
	}

	function check(): void {
		changed = true;
		checks ??= checkUntilReached().finally(() => {
			checks = undefined;
		});
	}

	for (let watchedBefore = false; !signal.aborted; watchedBefore = true) {
		let stop = () => {};
		try {
			const changes = (await guest.files.watch(SUPERVISOR_NOTES)).getReader();
			stop = () => void changes.cancel().catch(() => {});
			signal.addEventListener("abort", stop);
			if (signal.aborted) stop();
			// What happened while nobody watched is not known.
			if (watchedBefore) check();
			while (!(await changes.read()).done) {
				tell(false);
				check();
			}
		} catch {
			// The watch is gone, and set up again.
		}
		signal.removeEventListener("abort", stop);
		await delay(WATCH_AGAIN_MS, signal);
	}
	await checks;
}

/** dockerd lists containerd among its components only when containerd answers it. */
async function isReached(engine: EngineApi, signal: AbortSignal): Promise<boolean> {
	try {
		const answer = await engine.request({ path: "/version", signal });
		return /"Name": ?"containerd"/.test(await answer.text());
	} catch {
		return false;
	}
}
