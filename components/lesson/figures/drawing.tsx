/**
 * What the figures of lessons are drawn with: a sheet 360 units wide, which a narrow phone shows a little smaller and a desk a little
 * larger, so that words of 13 units can be read on both.
 */
import type { ReactNode } from "react";
import styles from "./drawing.module.css";

export interface FigureProps {
	/** What the figure shows, for those who do not see it. */
	readonly alt: string;
}

const SHEET_WIDTH = 360;

interface DrawingProps extends FigureProps {
	readonly height: number;
	readonly children: ReactNode;
}

export function Drawing({ alt, height, children }: DrawingProps) {
	return (
		<svg className={styles.drawing} viewBox={`0 0 ${SHEET_WIDTH} ${height}`} role="img" aria-label={alt}>
			{children}
		</svg>
	);
}

/** `plain`: a thing. `yours`: what the reader made, or what the figure is about. `frame`: a thing that holds others. `ghost`: what is gone, or not yet there. */
export type BoxLook = "plain" | "yours" | "frame" | "ghost" | "soft";

interface BoxProps {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly look?: BoxLook;
	readonly label?: string;
	/** A second, quieter line. */
	readonly note?: string;
}

/** A frame has its label at the upper left, everything else in the middle. */
export function Box({ x, y, width, height, look = "plain", label, note }: BoxProps) {
	const framed = look === "frame";
	const middle = y + height / 2 + 4.5;
	const labelY = framed ? y + 17 : note === undefined ? middle : middle - 8;
	const textX = framed ? x + 10 : x + width / 2;
	return (
		<g className={styles[look]} textAnchor={framed ? "start" : "middle"}>
			<rect x={x} y={y} width={width} height={height} rx="2" />
			{label !== undefined && (
				<text x={textX} y={labelY}>
					{label}
				</text>
			)}
			{note !== undefined && (
				<text className={styles.note} x={textX} y={labelY + 16}>
					{note}
				</text>
			)}
		</g>
	);
}

interface ArrowProps {
	/** Corners on its way, as in a polyline's `points`: `74,56 74,132`. The head is at the last one. */
	readonly way: string;
	readonly look?: "plain" | "yours" | "broken";
	/** With a head at its start too. */
	readonly both?: boolean;
}

const HEAD_LENGTH = 7;

export function Arrow({ way, look = "plain", both = false }: ArrowProps) {
	const corners = way.split(" ");
	const heads = head(corners.at(-2), corners.at(-1)) + (both ? head(corners[1], corners[0]) : "");
	return <path className={`${styles.arrow} ${styles[look]}`} d={`M${corners.join("L")}${heads}`} />;
}

function head(from = "", to = ""): string {
	const [fromX = 0, fromY = 0] = from.split(",").map(Number);
	const [x = 0, y = 0] = to.split(",").map(Number);
	const back = Math.atan2(fromY - y, fromX - x);
	const wing = (turn: number): string =>
		`${(x + HEAD_LENGTH * Math.cos(back + turn)).toFixed(1)},${(y + HEAD_LENGTH * Math.sin(back + turn)).toFixed(1)}`;
	return `M${wing(0.5)}L${to}L${wing(-0.5)}`;
}

interface WordsProps {
	readonly x: number;
	readonly y: number;
	/** A line each. */
	readonly lines: readonly string[];
	readonly anchor?: "start" | "middle" | "end";
	/** `quiet` explains, `strong` is a heading, `accent` is about what is `yours`. */
	readonly look?: "quiet" | "strong" | "accent";
}

export function Words({ x, y, lines, anchor = "start", look = "quiet" }: WordsProps) {
	return (
		<text className={styles[look]} textAnchor={anchor}>
			{lines.map((line, index) => (
				<tspan key={line} x={x} y={y + index * 16}>
					{line}
				</tspan>
			))}
		</text>
	);
}

/** A line without a head: divides, or leads from words to a thing. */
export function Line({ way }: { readonly way: string }) {
	return <path className={styles.line} d={`M${way.replaceAll(" ", "L")}`} />;
}
