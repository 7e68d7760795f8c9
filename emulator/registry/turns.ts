/** Work of the same name runs one after another, in the order of the calls. */
export function createTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return async (name, work) => {
		const before = last.get(name);
		const done = (async () => {
			// How it went is told to whoever called for it.
			await before?.catch(() => {});
			return work();
		})();
		last.set(name, done);
		try {
			return await done;
		} finally {
			if (last.get(name) === done) last.delete(name);
		}
	};
}
