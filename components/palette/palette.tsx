"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { isMac } from "../ui/is-mac.ts";
import type { Action } from "./action.ts";
import { keyWords } from "./keys.ts";
import styles from "./palette.module.css";

interface PaletteProps {
	readonly actions: readonly Action[];
	readonly onClose: () => void;
}

/** Everything the page can be told to do, found by typing a few letters. Mounted while it is open. */
export function Palette({ actions, onClose }: PaletteProps) {
	const groups = [...new Set(actions.map((action) => action.group))];
	// The action runs when the dialog has given the focus back, so that it may put it elsewhere.
	function run(action: Action): void {
		onClose();
		requestAnimationFrame(() => action.run());
	}
	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				<Dialog.Popup data-modal className={styles.popup} aria-label="Commands">
					<Command label="Commands" loop>
						<Command.Input className={styles.input} placeholder="What shall be done?" autoFocus />
						<Command.List className={styles.list}>
							<Command.Empty className={styles.empty}>Nothing of that name.</Command.Empty>
							{groups.map((group) => (
								<Command.Group key={group} heading={group} className={styles.group}>
									{actions
										.filter((action) => action.group === group)
										.map((action) => (
											<Command.Item
												key={action.id}
												value={`${action.title} ${action.id}`}
												keywords={[...(action.also ?? []), group]}
												className={styles.item}
												onSelect={() => run(action)}
											>
												<span className={styles.title}>{action.title}</span>
												{action.keys ? <kbd className={styles.keys}>{keyWords(action.keys, isMac())}</kbd> : null}
											</Command.Item>
										))}
								</Command.Group>
							))}
						</Command.List>
					</Command>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
