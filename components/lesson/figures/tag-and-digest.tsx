import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** A tag is moved from one image to another; a digest stays with its own. */
export function TagAndDigest({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={196}>
			<Box x={10} y={22} width={92} height={38} look="yours" label="tag 1.0" />
			<Arrow way="102,34 176,34" look="broken" />
			<Words x={139} y={26} lines={["yesterday"]} anchor="middle" />
			<Arrow way="66,60 66,93 176,93" look="yours" />
			<Words x={122} y={85} lines={["today"]} anchor="middle" look="accent" />

			<Box x={176} y={12} width={154} height={46} label="sha256:1df9…" note="first image" />
			<Box x={176} y={74} width={154} height={46} look="yours" label="sha256:d03f…" note="second image" />

			<Box x={176} y={150} width={154} height={38} label="container" />
			<Words x={10} y={166} lines={["pinned: runs", "…@sha256:1df9…"]} />
			<Arrow way="330,169 348,169 348,35 330,35" />
		</Drawing>
	);
}
