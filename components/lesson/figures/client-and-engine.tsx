import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** What `docker run` sets in motion. */
export function ClientAndEngine({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={312}>
			<Box x={10} y={10} width={128} height={46} label="docker" note="the client" />
			<Box x={10} y={106} width={340} height={196} look="frame" label="this Linux machine" />
			<Box x={26} y={132} width={112} height={46} label="dockerd" note="the engine" />
			<Arrow way="74,56 74,132" />
			<Words x={86} y={84} lines={["1  “run hello-world”, over a REST API"]} />

			<Box x={232} y={10} width={118} height={46} label="registry" note="has images" />
			<Arrow way="290,56 290,132" look="broken" />
			<Box x={230} y={132} width={104} height={46} label="image" note="hello-world" />
			<Arrow way="138,155 230,155" />
			<Words x={184} y={147} lines={["2"]} anchor="middle" />

			<Arrow way="82,178 82,240" />
			<Words x={94} y={212} lines={["3  containerd, crun"]} />
			<Box x={26} y={240} width={112} height={46} look="yours" label="container" note="a process" />
			<Arrow way="290,178 290,263 138,263" look="yours" />
			<Words x={214} y={254} lines={["its files"]} anchor="middle" look="accent" />
		</Drawing>
	);
}
