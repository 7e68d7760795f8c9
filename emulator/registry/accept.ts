/** Content negotiation: which manifest types a client takes. */
import { MANIFEST_TYPES } from "./manifest.ts";

/**
 * Whether a client with this `Accept` header takes manifests of this type. Clients that name no manifest type at all, such as a browser,
 * take any.
 */
export function accepts(header: string | null, mediaType: string): boolean {
	const weights = new Map<string, number>();
	for (const range of (header ?? "").toLowerCase().split(",")) {
		const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
		const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
		if (type !== "") weights.set(type, weight === undefined ? 1 : Number(weight));
	}
	if (!MANIFEST_TYPES.some((type) => weights.has(type))) return true;
	const weight = weights.get(mediaType) ?? weights.get("application/*") ?? weights.get("*/*") ?? 0;
	return weight > 0;
}
