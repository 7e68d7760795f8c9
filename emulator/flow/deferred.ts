/** A promise with its handles; `Promise.withResolvers` needs a newer Node than the oldest one supported. */
export interface Deferred<T> {
	readonly promise: Promise<T>;
	readonly resolve: (value: T) => void;
	readonly reject: (reason: unknown) => void;
}

/** Its rejection is never reported as unhandled: every user of a deferred may be looking elsewhere at that moment. */
export function createDeferred<T>(): Deferred<T> {
	let resolve: (value: T) => void = () => {};
	let reject: (reason: unknown) => void = () => {};
	const promise = new Promise<T>((onResolve, onReject) => {
		resolve = onResolve;
		reject = onReject;
	});
	promise.catch(() => {});
	return { promise, resolve, reject };
}
