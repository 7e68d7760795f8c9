"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { IconButton } from "../ui/icon-button.tsx";
import { Mark } from "../ui/mark.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { Tip } from "../ui/tip.tsx";
import { focusPane } from "./focus-pane.ts";
import { layoutStorage } from "./layout-storage.ts";
import { isNarrow, useNarrow } from "./use-narrow.ts";
import type { Panes } from "./use-panes.ts";
import styles from "./workbench.module.css";

interface WorkbenchProps {
	/** Where the person is, in a word or two. */
	readonly place: string;
	/** Left: what to read. It can be folded away. */
	readonly side: ReactNode;
	readonly sideName: string;
	/** A guide is glanced at, prose is read: it gets a line's full length. */
	readonly sideKind: "guide" | "prose";
	/** Above the terminals: an editor. Without one the terminals have all the room. */
	readonly top?: ReactNode;
	readonly main: ReactNode;
	/** In the head line: what there is to open at the moment. */
	readonly tools?: ReactNode;
	/** At its end: what can always be opened. */
	readonly toggles?: ReactNode;
	/** Beside the rest, while there is something to show. */
	readonly aside?: ReactNode;
	readonly asideName?: string;
	readonly foot: ReactNode;
	readonly panes: Panes;
}

const SIDE_SIZES = {
	guide: { widePixels: 322, narrow: "38%" },
	prose: { widePixels: 480, narrow: "60%" },
} as const;

/** The frame of a page to work in: full height, parts resizable by mouse and keyboard, sizes remembered. */
export function Workbench(props: WorkbenchProps) {
	const { place, side, sideName, sideKind, top, main, tools, toggles, aside, asideName, foot, panes } = props;
	const narrow = useNarrow();
	const [sideOpen, setSideOpen] = useState(true);
	const shape = `${narrow ? ".narrow" : ""}${aside ? ".aside" : ""}`;
	const layout = useDefaultLayout({ id: `slipway.bench.${sideKind}${shape}`, storage: layoutStorage });
	const workLayout = useDefaultLayout({ id: `slipway.work${top ? ".editor" : ""}`, storage: layoutStorage });
	const remembered = layout.defaultLayout?.side;
	const { widePixels, narrow: narrowSize } = SIDE_SIZES[sideKind];
	const sideSize = narrow ? narrowSize : `${widePixels}px`;
	useSizeOfShape(narrow, () => {
		if (panes.sideRef.current?.isCollapsed()) return;
		// As a share: the panels do not know the new shape's length yet, so pixels would be some of the old one's.
		const share = narrow ? narrowSize : `${(widePixels / window.innerWidth) * 100}%`;
		panes.sideRef.current?.resize(remembered === undefined ? share : `${remembered}%`);
	});

	return (
		<div className={styles.bench}>
			<div className={styles.skip}>
				<button type="button" onClick={() => focusPane("side")}>
					Skip to {sideName}
				</button>
				<button type="button" onClick={() => focusPane("terminal")}>
					Skip to the terminal
				</button>
			</div>
			<header className={styles.head}>
				<IconButton
					label={sideOpen ? `Hide ${sideName}` : `Show ${sideName}`}
					aria-expanded={sideOpen}
					aria-controls="side"
					onClick={panes.toggleSide}
				>
					{sideOpen ? <PanelLeftClose /> : <PanelLeftOpen />}
				</IconButton>
				<Link href="/" prefetch={false} className={styles.home} aria-label="Slipway, start page">
					<Mark />
					<span className={styles.name}>Slipway</span>
				</Link>
				<span className={styles.where}>{place}</span>
				{tools}
				<div className={styles.headTools}>
					{toggles}
					<Tip text="Dark or light">
						<ThemeToggle />
					</Tip>
				</div>
			</header>
			<main className={styles.body}>
				<Group
					orientation={narrow ? "vertical" : "horizontal"}
					defaultLayout={layout.defaultLayout}
					// What a phone makes of a wide page's sizes, before it is a phone's, is nobody's choice.
					onLayoutChanged={(sizes) => (isNarrow() === narrow ? layout.onLayoutChanged(sizes) : undefined)}
				>
					<Panel
						id="side"
						className={styles.panel}
						panelRef={panes.sideRef}
						collapsible
						defaultSize={sideSize}
						minSize={narrow ? "20%" : "240px"}
						maxSize="60%"
						groupResizeBehavior={narrow ? "preserve-relative-size" : "preserve-pixel-size"}
						onResize={({ inPixels }) => setSideOpen(inPixels > 0)}
					>
						{/* Folded away is still on the page: nobody should get lost in it by keyboard. */}
						<div className={styles.panel} data-pane="side" tabIndex={-1} inert={!sideOpen}>
							{side}
						</div>
					</Panel>
					<Separator className={styles.handle} aria-label={`Width of ${sideName}`} />
					<Panel id="work" className={styles.panel} minSize="20%">
						{/* The same group with and without an editor: terminals that moved in the tree would lose their shells. */}
						<Group orientation="vertical" defaultLayout={workLayout.defaultLayout} onLayoutChanged={workLayout.onLayoutChanged}>
							{top ? (
								<>
									<Panel id="top" className={styles.panel} defaultSize="58%" minSize="15%">
										<div className={styles.panel} data-pane="editor" tabIndex={-1}>
											{top}
										</div>
									</Panel>
									<Separator className={styles.handle} aria-label="Height of the editor" />
								</>
							) : null}
							<Panel id="main" className={styles.panel} minSize="15%">
								<div className={styles.panel} data-pane="terminal" tabIndex={-1}>
									{main}
								</div>
							</Panel>
						</Group>
					</Panel>
					{aside ? (
						<>
							<Separator className={styles.handle} aria-label={`Size of ${asideName}`} />
							<Panel id="aside" className={styles.panel} defaultSize={narrow ? "45%" : "42%"} minSize="20%">
								<div className={styles.panel} data-pane="aside" tabIndex={-1}>
									{aside}
								</div>
							</Panel>
						</>
					) : null}
				</Group>
			</main>
			{foot}
		</div>
	);
}

/**
 * A width is no good as a height: once panels that lay beside each other lie one above the other, `apply` gives them the sizes of that
 * shape. So it is after a turn of the screen, and on every phone: the page comes from the server in the shape of a wide one.
 */
function useSizeOfShape(narrow: boolean, apply: () => void): void {
	const shown = useRef(false);
	const latest = useRef(apply);
	useLayoutEffect(() => {
		latest.current = apply;
	});
	// After the group of panels has taken up its new shape, which it does in effects of its own.
	useEffect(() => {
		if (shown.current === narrow) return;
		shown.current = narrow;
		const frame = requestAnimationFrame(() => latest.current());
		return () => cancelAnimationFrame(frame);
	}, [narrow]);
}
