"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { isMac } from "../ui/is-mac.ts";
import type { Action, KeyGroup } from "./action.ts";
import { keyWords } from "./keys.ts";
import styles from "./shortcuts-dialog.module.css";

interface ShortcutsDialogProps {
	readonly actions: readonly Action[];
	/** Keys that only count in one part of the page. */
	readonly groups: readonly KeyGroup[];
	readonly onClose: () => void;
}

/** All keys of the page. Mounted while it is open. */
export function ShortcutsDialog({ actions, groups, onClose }: ShortcutsDialogProps) {
	const popup = useRef<HTMLDivElement>(null);
	const ofPage = actions.flatMap(({ keys, title }) => (keys ? [{ keys, what: title }] : []));
	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				{/* There is only one thing to press in it, and its tooltip would lie on the text. */}
				<Dialog.Popup ref={popup} initialFocus={popup} data-modal className={styles.popup}>
					<header className={styles.head}>
						<Dialog.Title className={styles.title}>Keys</Dialog.Title>
						<IconButton label="Close" onClick={onClose}>
							<X />
						</IconButton>
					</header>
					<div className={styles.groups}>
						{[{ title: "Everywhere", keys: ofPage }, ...groups].map((group) => (
							<section key={group.title}>
								<h3 className={styles.groupTitle}>{group.title}</h3>
								<dl className={styles.keys}>
									{group.keys.map(({ keys, what }) => (
										<div key={keys} className={styles.row}>
											<dt>
												<kbd>{keyWords(keys, isMac())}</kbd>
											</dt>
											<dd>{what}</dd>
										</div>
									))}
								</dl>
							</section>
						))}
					</div>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
