"use client";

import { Moon, Sun } from "lucide-react";
import type { ComponentProps } from "react";
import styles from "./icon-button.module.css";
import { toggleTheme } from "./theme.ts";

/** Both icons are there from the start and CSS shows the right one, so that the static page is never wrong about the theme. */
export function ThemeToggle(props: ComponentProps<"button">) {
	return (
		<button {...props} type="button" className={styles.button} onClick={toggleTheme} aria-label="Switch between dark and light">
			<Sun className={styles.whenDark} aria-hidden="true" />
			<Moon className={styles.whenLight} aria-hidden="true" />
		</button>
	);
}
