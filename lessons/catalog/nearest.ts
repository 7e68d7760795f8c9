/** The name that was probably meant: a letter or two wrong, or two swapped; undefined when none is so near. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
	const most = Math.max(1, Math.min(2, Math.floor(wrong.length / 3)));
	const ranked = known.map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }));
	ranked.sort((one, other) => one.distance - other.distance);
	const [best] = ranked;
	return best !== undefined && best.distance <= most ? best.name : undefined;
}

/** How many letters have to be put in, taken out, changed or swapped with the next (Damerau, with each letter moved once at most). */
function distance(from: string, to: string): number {
	const rows = [Array.from({ length: to.length + 1 }, (_, at) => at)];
	const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
	for (let i = 1; i <= from.length; i += 1) {
		const row = [i];
		rows.push(row);
		for (let j = 1; j <= to.length; j += 1) {
			const changed = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
			const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(i - 2, j - 2) + 1 : changed;
			row.push(Math.min(changed, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
		}
	}
	return at(from.length, to.length);
}
