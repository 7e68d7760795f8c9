"use client";

import { useValues } from "../lesson-desk.ts";

/** A value of this reader, in the middle of a sentence. */
export function Value({ name }: { readonly name: string }) {
	return useValues()[name] ?? "…";
}
