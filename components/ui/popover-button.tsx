"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useRef, useState } from "react";

const PopoverPopup = dynamic(() => import("./popover-popup.tsx").then((module) => module.PopoverPopup), { ssr: false });

interface PopoverButtonProps {
	readonly className: string | undefined;
	/** The button's name, when its content is no words. */
	readonly label?: string;
	readonly children: ReactNode;
	/** Says what the popover is; shown above its content. */
	readonly heading: ReactNode;
	readonly headingClassName: string | undefined;
	readonly popup: ReactNode;
	readonly popupClassName: string | undefined;
	readonly side: "top" | "bottom";
	readonly align: "center" | "end";
}

/** A button that shows something beside itself. What that takes is loaded when it is first pressed. */
export function PopoverButton({ className, label, children, ...popover }: PopoverButtonProps) {
	const buttonRef = useRef<HTMLButtonElement>(null);
	const [open, setOpen] = useState(false);
	return (
		<>
			<button
				ref={buttonRef}
				type="button"
				className={className}
				aria-label={label}
				title={label}
				aria-haspopup="dialog"
				aria-expanded={open}
				data-popup-open={open || undefined}
				onClick={() => setOpen(!open)}
			>
				{children}
			</button>
			{open ? <PopoverPopup {...popover} buttonRef={buttonRef} onClose={() => setOpen(false)} /> : null}
		</>
	);
}
