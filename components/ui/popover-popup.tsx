"use client";

import { Popover } from "@base-ui/react/popover";
import type { ReactNode, RefObject } from "react";

interface PopoverPopupProps {
	readonly buttonRef: RefObject<HTMLButtonElement | null>;
	readonly onClose: () => void;
	readonly heading: ReactNode;
	readonly headingClassName: string | undefined;
	readonly popup: ReactNode;
	readonly popupClassName: string | undefined;
	readonly side: "top" | "bottom";
	readonly align: "center" | "end";
}

/** What `PopoverButton` shows, while it does. */
export function PopoverPopup({
	buttonRef,
	onClose,
	heading,
	headingClassName,
	popup,
	popupClassName,
	side,
	align,
}: PopoverPopupProps) {
	return (
		<Popover.Root
			open
			onOpenChange={(open, { event }) => {
				// The button closes by itself when it is pressed again.
				if (!open && !(event.target instanceof Node && buttonRef.current?.contains(event.target))) onClose();
			}}
		>
			<Popover.Portal>
				<Popover.Positioner anchor={buttonRef} side={side} align={align} sideOffset={6} collisionPadding={10}>
					<Popover.Popup className={popupClassName} finalFocus={buttonRef}>
						<Popover.Title className={headingClassName}>{heading}</Popover.Title>
						{popup}
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
		</Popover.Root>
	);
}
