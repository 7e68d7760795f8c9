"use client";

import { Check, Copy, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { EngineView } from "#workspace/engine/engine-view.ts";
import type { EngineViewState } from "#workspace/engine/model.ts";
import { copyText } from "../ui/copy-text.ts";
import { IconButton } from "../ui/icon-button.tsx";
import styles from "./inspect-panel.module.css";
import type { Inspected } from "./inspected.ts";
import { JsonLine } from "./json-line.tsx";

interface InspectPanelProps {
	readonly engine: EngineView;
	readonly inspected: Inspected;
	readonly onClose: () => void;
}

const SHOW_COPIED_MS = 1500;

/** Everything the engine says of one object, read again whenever that changes. */
export function InspectPanel({ engine, inspected, onClose }: InspectPanelProps) {
	const panelRef = useRef<HTMLElement>(null);
	const object = useStore(engine.store, (state) => shownObject(state, inspected));
	const [answer, setAnswer] = useState<{ readonly text?: string; readonly problem?: string }>({});
	const [wanted, setWanted] = useState("");
	const [match, setMatch] = useState(0);
	const [copied, setCopied] = useState(false);
	const lines = useMemo(() => (answer.text ?? "").split("\n"), [answer.text]);
	const found = useMemo(() => matchingLines(lines, wanted), [lines, wanted]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: another `object` is a reason to read again
	useEffect(() => {
		const stop = new AbortController();
		engine.inspect(inspected.kind, inspected.id, stop.signal).then(
			(text) => setAnswer({ text }),
			(thrown: unknown) => {
				// What was read before stays: it is what the object was.
				if (!stop.signal.aborted)
					setAnswer((before) => ({ ...before, problem: thrown instanceof Error ? thrown.message : String(thrown) }));
			},
		);
		return () => stop.abort();
	}, [engine, inspected.kind, inspected.id, object]);
	useEffect(() => panelRef.current?.focus(), []);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), SHOW_COPIED_MS);
		return () => clearTimeout(timer);
	}, [copied]);

	function goTo(next: number): void {
		if (found.length === 0) return;
		const index = (next + found.length) % found.length;
		setMatch(index);
		panelRef.current?.querySelector(`[data-line="${found[index]}"]`)?.scrollIntoView({ block: "center" });
	}
	function handleKey(event: KeyboardEvent): void {
		if (event.key === "Escape") {
			event.preventDefault();
			if (wanted === "") onClose();
			else setWanted("");
		}
	}

	return (
		<section ref={panelRef} className={styles.panel} aria-label={`Inspect ${inspected.name}`} tabIndex={-1} onKeyDown={handleKey}>
			<div className={styles.bar}>
				<h2 title={inspected.name}>
					<span>docker {inspected.kind === "container" ? "" : `${inspected.kind} `}inspect</span> {inspected.name}
				</h2>
				<input
					className={styles.search}
					type="search"
					aria-label="Search in it"
					placeholder="Search"
					spellCheck={false}
					value={wanted}
					onChange={(event) => {
						setWanted(event.target.value);
						setMatch(0);
					}}
					onKeyDown={(event) => event.key === "Enter" && goTo(event.shiftKey ? match - 1 : match + 1)}
				/>
				<span className={styles.found} role="status">
					{wanted === "" || answer.text === undefined
						? ""
						: found.length === 0
							? "none"
							: `${Math.min(match, found.length - 1) + 1} of ${found.length}`}
				</span>
				<IconButton label={copied ? "Copied" : "Copy"} onClick={() => void copyText(answer.text ?? "").then(setCopied)}>
					{copied ? <Check /> : <Copy />}
				</IconButton>
				<IconButton label="Close" hint="Escape" onClick={onClose}>
					<X />
				</IconButton>
			</div>
			{answer.problem ? (
				<p className={styles.problem} role="alert">
					{answer.problem}
				</p>
			) : answer.text === undefined ? (
				<p className={styles.problem} role="status">
					Asking the engine…
				</p>
			) : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
			<pre className={styles.json} tabIndex={0}>
				{lines.map((line, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
					<JsonLine key={index} line={line} number={index} wanted={wanted} current={found[match] === index} />
				))}
			</pre>
		</section>
	);
}

/** The view's own record of it, which is another one after each change. */
function shownObject({ containers, images, networks, volumes }: EngineViewState, { kind, id }: Inspected): unknown {
	if (kind === "container") return containers.find((one) => one.id === id);
	if (kind === "image") return images.find((one) => one.id === id);
	if (kind === "network") return networks.find((one) => one.id === id);
	return volumes.find((one) => one.name === id);
}

function matchingLines(lines: readonly string[], wanted: string): number[] {
	if (wanted === "") return [];
	const text = wanted.toLowerCase();
	return lines.flatMap((line, index) => (line.toLowerCase().includes(text) ? [index] : []));
}
