import { Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

const PARTS = [
	{ x: 10, width: 110, mark: "", full: "registry.lab", usual: "docker.io", means: "where" },
	{ x: 134, width: 68, mark: "/", full: "learner", usual: "library", means: "whose" },
	{ x: 216, width: 62, mark: "/", full: "heron", usual: "whoami", means: "what" },
	{ x: 292, width: 58, mark: ":", full: "1.0", usual: "latest", means: "which" },
] as const;

/** The four parts of an image's name, and what is put in for parts left out. */
export function ImageName({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={180}>
			{PARTS.map(({ x, width, mark, full, usual, means }) => (
				<g key={means}>
					<Words x={x + width / 2} y={18} lines={[means]} anchor="middle" />
					<Words x={x - 7} y={49} lines={[mark]} anchor="middle" look="strong" />
					<Box x={x} y={28} width={width} height={34} look="yours" label={full} />
					<Words x={x - 7} y={133} lines={[mark]} anchor="middle" look="strong" />
					<Box x={x} y={112} width={width} height={34} look={means === "what" ? "plain" : "ghost"} label={usual} />
				</g>
			))}
			<Words x={10} y={100} lines={["“whoami” alone is short for"]} />
			<Words x={10} y={170} lines={["dashed: put in for you"]} />
		</Drawing>
	);
}
