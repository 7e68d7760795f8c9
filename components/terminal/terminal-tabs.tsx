"use client";

import { CircleSlash2, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { Tab } from "#workspace/tabs.ts";
import styles from "./terminal-tabs.module.css";

interface TerminalTabsProps {
	readonly tabs: readonly Tab[];
	readonly activeTab: string;
	/** Brings a terminal to the front; the focus stays in the strip. */
	readonly onSelect: (id: string) => void;
	/** The same, and the person wants to type in it. */
	readonly onEnter: (id: string) => void;
	readonly onClose: (id: string) => void;
}

/** The strip of tabs, worked with arrow keys as screen readers announce it. The buttons that close are not part of the tab order. */
export function TerminalTabs({ tabs, activeTab, onSelect, onEnter, onClose }: TerminalTabsProps) {
	const stripRef = useRef<HTMLDivElement>(null);

	function handleKey(event: KeyboardEvent, index: number): void {
		const last = tabs.length - 1;
		const targets: Record<string, number> = {
			ArrowRight: index === last ? 0 : index + 1,
			ArrowLeft: index === 0 ? last : index - 1,
			Home: 0,
			End: last,
		};
		const target = tabs[targets[event.key] ?? -1];
		if (!target) {
			if (event.key === "Delete") onClose(tabs[index]?.id ?? "");
			return;
		}
		event.preventDefault();
		onSelect(target.id);
		stripRef.current?.querySelector<HTMLElement>(`#select-${target.id}`)?.focus();
	}

	return (
		<div ref={stripRef} className={styles.strip} role="tablist" aria-label="Terminals">
			{tabs.map((tab, index) => {
				const active = tab.id === activeTab;
				const ended = tab.shell.state === "exited" || tab.shell.state === "lost";
				return (
					<div
						key={tab.id}
						className={`${styles.tab} ${tabs.length > 1 ? styles.closable : ""}`}
						data-active={active || undefined}
						role="presentation"
					>
						<button
							type="button"
							role="tab"
							id={`select-${tab.id}`}
							className={styles.select}
							aria-selected={active}
							aria-controls={`panel-${tab.id}`}
							tabIndex={active ? 0 : -1}
							onClick={() => onEnter(tab.id)}
							onAuxClick={(event) => event.button === 1 && onClose(tab.id)}
							onKeyDown={(event) => handleKey(event, index)}
						>
							<span className={styles.number} aria-hidden="true">
								{index + 1}
							</span>
							{ended ? <CircleSlash2 className={styles.ended} aria-hidden="true" /> : null}
							<span className={styles.title}>{tab.title}</span>
							{ended ? <span className="sr-only">, shell ended</span> : null}
						</button>
						{tabs.length > 1 ? (
							<button
								type="button"
								className={styles.close}
								tabIndex={-1}
								aria-label={`Close ${tab.title}`}
								title="Close (Alt+W)"
								onClick={() => onClose(tab.id)}
							>
								<X aria-hidden="true" />
							</button>
						) : null}
					</div>
				);
			})}
		</div>
	);
}
