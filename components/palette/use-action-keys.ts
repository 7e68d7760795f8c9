"use client";

import { useEffect, useEffectEvent } from "react";
import { isMac } from "../ui/is-mac.ts";
import type { Action } from "./action.ts";
import { isPressed, type Keys, placeOf } from "./keys.ts";

/** Lets keys run actions, wherever the focus is. */
export function useActionKeys(actions: readonly (Action & { readonly otherKeys?: Keys })[]): void {
	const handleKey = useEffectEvent((event: KeyboardEvent) => {
		// While a dialog is open, the page behind it is not to be worked with.
		if (event.defaultPrevented || event.isComposing || document.querySelector("[data-modal], [role=alertdialog]")) return;
		const place = placeOf(event.target);
		const action = actions.find(({ keys, otherKeys }) =>
			[keys, otherKeys].some((wanted) => wanted && isPressed(wanted, event, place, isMac())),
		);
		if (!action) return;
		event.preventDefault();
		event.stopPropagation();
		action.run();
	});
	useEffect(() => {
		const listener = (event: KeyboardEvent) => handleKey(event);
		// Before terminals and editors see the key.
		window.addEventListener("keydown", listener, { capture: true });
		return () => window.removeEventListener("keydown", listener, { capture: true });
	}, []);
}
