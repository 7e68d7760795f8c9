import { memo } from "react";
import styles from "./inspect-panel.module.css";

interface JsonLineProps {
	readonly line: string;
	readonly number: number;
	/** Marked where it occurs; empty for nothing. */
	readonly wanted: string;
	readonly current: boolean;
}

/** A line of indented JSON: its key is told apart from its value. */
export const JsonLine = memo(function JsonLine({ line, number, wanted, current }: JsonLineProps) {
	const [, indent = "", key = "", value = ""] = /^(\s*)("(?:[^"\\]|\\.)*"(?=: ))?(.*)$/s.exec(line) ?? [];
	return (
		<span className={styles.line} data-line={number} data-current={current || undefined}>
			{indent}
			{key ? (
				<span className={styles.key}>
					<Marked text={key} wanted={wanted} />
				</span>
			) : null}
			<Marked text={value} wanted={wanted} />
			{"\n"}
		</span>
	);
});

function Marked({ text, wanted }: { text: string; wanted: string }) {
	const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
	if (at < 0) return text;
	const end = at + wanted.length;
	return (
		<>
			{text.slice(0, at)}
			<mark>{text.slice(at, end)}</mark>
			<Marked text={text.slice(end)} wanted={wanted} />
		</>
	);
}
