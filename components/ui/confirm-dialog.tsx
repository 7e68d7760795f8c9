"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { ConfirmDialogProps } from "./confirm-popup.tsx";

const ConfirmPopup = dynamic(() => import("./confirm-popup.tsx").then((module) => module.ConfirmPopup), { ssr: false });

/** Asks before something cannot be undone. Escape cancels; the way back has the focus first. Loaded when it is first asked. */
export function ConfirmDialog(props: ConfirmDialogProps) {
	// Once opened it stays, closed, to go away as softly as it came.
	const [wasOpen, setWasOpen] = useState(false);
	if (props.open && !wasOpen) setWasOpen(true);
	return wasOpen ? <ConfirmPopup {...props} /> : null;
}
