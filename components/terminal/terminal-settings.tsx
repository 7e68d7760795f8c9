"use client";

import { Settings2 } from "lucide-react";
import dynamic from "next/dynamic";
import iconStyles from "../ui/icon-button.module.css";
import { PopoverButton } from "../ui/popover-button.tsx";
import styles from "./terminal-settings.module.css";

const TerminalPreferences = dynamic(() => import("./terminal-preferences.tsx").then((module) => module.TerminalPreferences), {
	ssr: false,
});

/** How this person likes terminals, and the keys that work in one. */
export function TerminalSettings() {
	return (
		<PopoverButton
			className={iconStyles.button}
			label="Terminal settings and keys"
			heading="Terminal"
			headingClassName={styles.title}
			popup={<TerminalPreferences />}
			popupClassName={styles.popup}
			side="bottom"
			align="end"
		>
			<Settings2 />
		</PopoverButton>
	);
}
