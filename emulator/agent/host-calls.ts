/** Calls to the computer, which may never answer when its worker dies: they end with the machine, whatever the computer does. */
import { createDeferred, type Deferred } from "../flow/deferred.ts";

export class HostCalls {
	readonly #open = new Set<Deferred<never>>();

	/** As `call`, unless `endAll` or `signal` comes first. */
	async settle<T>(call: Promise<T>, signal?: AbortSignal): Promise<T> {
		const ended = createDeferred<never>();
		const handleAbort = () => ended.reject(signal?.reason);
		if (signal?.aborted) handleAbort();
		signal?.addEventListener("abort", handleAbort, { once: true });
		this.#open.add(ended);
		try {
			return await Promise.race([call, ended.promise]);
		} finally {
			this.#open.delete(ended);
			signal?.removeEventListener("abort", handleAbort);
		}
	}

	endAll(error: unknown): void {
		for (const call of this.#open) call.reject(error);
	}
}
