/** The name that was probably meant: at most two letters away, or undefined. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
	const ranked = known.map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }));
	ranked.sort((one, other) => one.distance - other.distance);
	const [best] = ranked;
	return best !== undefined && best.distance <= Math.min(2, wrong.length - 1) ? best.name : undefined;
}

/** How many letters have to be put in, taken out or changed. */
function distance(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, at) => at);
	for (let i = 1; i <= from.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= to.length; j += 1) {
			const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
			next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[to.length] ?? 0;
}
