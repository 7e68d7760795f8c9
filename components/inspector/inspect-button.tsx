"use client";

import { Braces } from "lucide-react";
import { IconButton } from "../ui/icon-button.tsx";
import type { Inspected } from "./inspected.ts";

interface InspectButtonProps {
	readonly inspected: Inspected;
	readonly onInspect: (inspected: Inspected) => void;
}

/** Shows what the engine itself says of an object. */
export function InspectButton({ inspected, onInspect }: InspectButtonProps) {
	return (
		<IconButton
			label={`Inspect ${inspected.name}`}
			hint="everything the engine knows of it, as JSON"
			side="left"
			onClick={() => onInspect(inspected)}
		>
			<Braces />
		</IconButton>
	);
}
