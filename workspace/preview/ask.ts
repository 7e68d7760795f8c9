/** What a previewed page asks for, checked: a guest's page can send anything. */
import * as z from "zod/mini";
import type { Ask, FromBridge } from "#preview/protocol.ts";

/** As a browser writes it; anything else would be refused on the way. */
const path = z.string().check(z.regex(/^\/[\x21-\x7e]*$/), z.maxLength(65_536));
const token = z.string().check(z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/));
const headerValue = z.string().check(z.regex(/^[\t\x20-\x7e\x80-\xff]*$/));

const ask = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("request"),
		method: token,
		path,
		headers: z.array(z.tuple([token, headerValue])).check(z.maxLength(200)),
		referrer: z.string().check(z.maxLength(65_536)),
		navigation: z.boolean(),
		credentials: z.boolean(),
		bodyBytes: z.nullable(z.int().check(z.nonnegative())),
	}),
	z.object({ kind: z.literal("socket"), path, protocols: z.array(token).check(z.maxLength(50)) }),
	z.object({ kind: z.literal("cookie"), path, text: z.string().check(z.maxLength(65_536)) }),
	z.object({ kind: z.literal("listening") }),
]) satisfies z.ZodMiniType<Ask>;

const fromBridge = z.discriminatedUnion("kind", [
	z.object({ kind: z.literal("slipway-ready") }),
	z.object({ kind: z.literal("slipway-failed"), message: z.string() }),
	z.object({ kind: z.literal("slipway-ask"), ask }),
]) satisfies z.ZodMiniType<FromBridge>;

export type Request = Extract<Ask, { kind: "request" }>;

/** Undefined for what no bridge of ours says. */
export function parseFromBridge(message: unknown): FromBridge | undefined {
	return fromBridge.safeParse(message).data;
}
