/** IPv4 addresses as lwIP has them: four bytes, the first one lowest. */

/** @throws TypeError for what is no dotted address */
export function parseAddress(text: string): number {
	const parts = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
	if (parts.length !== 4 || parts.some((part) => part > 255)) throw new TypeError(`"${text}" is not an IPv4 address`);
	return parts.reduceRight((address, part) => address * 256 + part, 0);
}
