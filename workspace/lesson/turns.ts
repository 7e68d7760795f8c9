/** One thing after the other: each piece of work begins when those before it have settled. */

export function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
	let last: Promise<unknown> = Promise.resolve();
	return (work) => {
		const mine = last.then(work);
		last = mine.catch(() => {});
		return mine;
	};
}
