/** What differs between two texts: the part of `before` from `start` to `end`, which `text` replaces. */
export interface ChangedPart {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** One part that covers all differences. Never between the halves of a character, or of a line's end. */
export function changedPart(before: string, after: string): ChangedPart {
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && before[start] === after[start]) start += 1;
	if (start > 0 && isFirstHalf(before[start - 1])) start -= 1;
	let same = 0;
	while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
	if (same > 0 && isSecondHalf(before[before.length - same])) same -= 1;
	return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function isFirstHalf(unit: string | undefined): boolean {
	return unit !== undefined && /[\uD800-\uDBFF\r]/.test(unit);
}

function isSecondHalf(unit: string | undefined): boolean {
	return unit !== undefined && /[\uDC00-\uDFFF\n]/.test(unit);
}
