/** Byte counts and durations as people read them. Decimal units, as download dialogs and `docker images` use. */

/** `12.3 MB`, `850 kB`, `2.1 GB`. */
export function bytesWords(bytes: number): string {
	if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
	if (bytes < 999_500_000) return `${oneDecimal(bytes / 1e6)} MB`;
	return `${oneDecimal(bytes / 1e9)} GB`;
}

/** `12.3 of 31.0 MB`, both in the unit of the whole. */
export function bytesOf(loadedBytes: number, totalBytes: number): string {
	const [unit, size] = totalBytes < 999_500_000 ? ["MB", 1e6] : ["GB", 1e9];
	return `${(loadedBytes / size).toFixed(1)} of ${(totalBytes / size).toFixed(1)} ${unit}`;
}

/** `about 4 s left`. Coarser when it is longer, since it is a guess. */
export function timeLeftWords(seconds: number): string {
	if (seconds < 1) return "almost there";
	if (seconds < 10) return `about ${Math.ceil(seconds)} s left`;
	if (seconds < 100) return `about ${Math.ceil(seconds / 5) * 5} s left`;
	return `about ${Math.ceil(seconds / 60)} min left`;
}

function oneDecimal(value: number): string {
	return value < 99.95 ? value.toFixed(1) : Math.round(value).toString();
}
