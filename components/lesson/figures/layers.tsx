import { Box, Drawing, type FigureProps, Line, Words } from "./drawing.tsx";

const LAYERS = [
	{ y: 74, label: "RUN rm", text: "a mark: deleted" },
	{ y: 112, label: "RUN md5sum", text: "the report" },
	{ y: 150, label: "RUN head", text: "8 MB of numbers" },
	{ y: 188, label: "FROM busybox", text: "2 MB of tools" },
] as const;

/** An image's layers, and the one of a container on top. */
export function Layers({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={252}>
			<Box x={10} y={10} width={190} height={34} look="yours" label="container’s layer" />
			<Words x={212} y={31} lines={["can be written to"]} look="accent" />
			<Line way="10,59 350,59" />
			{LAYERS.map((layer) => (
				<g key={layer.y}>
					<Box x={10} y={layer.y} width={190} height={34} label={layer.label} />
					<Words x={212} y={layer.y + 21} lines={[layer.text]} />
				</g>
			))}
			<Words x={10} y={244} lines={["the image: read-only, shared by containers"]} />
		</Drawing>
	);
}
