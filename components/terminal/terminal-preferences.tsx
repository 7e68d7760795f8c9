"use client";

import { Switch } from "@base-ui/react/switch";
import { Minus, Plus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useStore } from "zustand";
import { IconButton } from "../ui/icon-button.tsx";
import { isMac } from "../ui/is-mac.ts";
import { changeFontSize, changePreferences, FONT_SIZES_PX, preferences } from "./preferences.ts";
import styles from "./terminal-settings.module.css";

/** What is in the popover of the terminal's settings. */
export function TerminalPreferences() {
	return (
		<>
			<Settings />
			<Keys />
		</>
	);
}

function Settings() {
	const { fontSizePx, screenReader } = useStore(preferences);
	const switchId = useId();
	return (
		<>
			<div className={styles.row}>
				<span>Text size</span>
				<span className={styles.stepper}>
					<IconButton
						label="Smaller text"
						aria-disabled={fontSizePx <= FONT_SIZES_PX.smallest}
						onClick={() => changeFontSize("smaller")}
					>
						<Minus />
					</IconButton>
					<output className={styles.value}>{fontSizePx}</output>
					<IconButton
						label="Larger text"
						aria-disabled={fontSizePx >= FONT_SIZES_PX.largest}
						onClick={() => changeFontSize("larger")}
					>
						<Plus />
					</IconButton>
				</span>
			</div>
			<div className={styles.row}>
				<label htmlFor={switchId}>Screen reader mode</label>
				<Switch.Root
					id={switchId}
					className={styles.switch}
					checked={screenReader}
					onCheckedChange={(checked) => changePreferences({ screenReader: checked })}
				>
					<Switch.Thumb className={styles.thumb} />
				</Switch.Root>
			</div>
			<p className={styles.help}>Gives a screen reader the terminal's text line by line. Long output gets slower.</p>
		</>
	);
}

function Keys() {
	const mac = isMac();
	const key = mac ? "⌘" : "Ctrl";
	return (
		<dl className={styles.keys}>
			<Key keys={["Alt+T", "Alt+W"]}>open, close a terminal</Key>
			<Key keys={["Alt+1…9"]}>go to a terminal by its number</Key>
			<Key keys={["Alt+0"]}>leave the terminal; inside, Tab belongs to the shell</Key>
			<Key keys={[`${key}+C`, `${key}+V`]}>
				{mac ? "copy, paste" : "copy what is selected, paste; with nothing selected Ctrl+C goes to the shell"}
			</Key>
			<Key keys={[`${key}+F`]}>{mac ? "find" : "find; inside vim or less it is Ctrl+Shift+F"}</Key>
			<Key keys={[`${key}+`, "+", "−", "0"]}>text size</Key>
			<Key keys={[`${key}+click`]}>open an address</Key>
		</dl>
	);
}

function Key({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
	return (
		<>
			<dt>
				{keys.map((name) => (
					<kbd key={name}>{name}</kbd>
				))}
			</dt>
			<dd>{children}</dd>
		</>
	);
}
