"use client";

import dynamic from "next/dynamic";
import { type PointerEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./tip.module.css";

export type TipSide = "top" | "bottom" | "left" | "right";

interface TipProps {
	readonly text: ReactNode;
	readonly hint?: ReactNode;
	readonly side?: TipSide | undefined;
	/** What the tip belongs to. Its own text must say enough without the tip, which touch and screen readers may never show. */
	readonly children: ReactElement;
}

// What places it is loaded when the first tip is wanted: no page needs it to be used.
const TipPopup = dynamic(() => import("./tip-popup.tsx").then((module) => module.TipPopup), { ssr: false });

const AFTER_MS = 450;

/** A few words beside what is pointed at, or has the focus by keyboard. Escape, a click and going away end it. */
export function Tip({ text, hint, side = "bottom", children }: TipProps) {
	const holderRef = useRef<HTMLSpanElement>(null);
	const [shown, setShown] = useState(false);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	useEffect(() => () => clearTimeout(timer.current), []);

	function show(event: PointerEvent): void {
		if (event.pointerType === "touch") return;
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setShown(true), AFTER_MS);
	}
	function hide(): void {
		clearTimeout(timer.current);
		setShown(false);
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only listens on behalf of the control within
		<span
			ref={holderRef}
			className={styles.holder}
			onPointerEnter={show}
			onPointerLeave={hide}
			onPointerDown={hide}
			onFocus={(event) => event.target.matches(":focus-visible") && setShown(true)}
			onBlur={hide}
			onKeyDown={(event) => event.key === "Escape" && hide()}
		>
			{children}
			{shown ? (
				<TipPopup holder={holderRef} side={side}>
					<span className={styles.text}>{text}</span>
					{hint ? <span className={styles.hint}>{hint}</span> : null}
				</TipPopup>
			) : null}
		</span>
	);
}
