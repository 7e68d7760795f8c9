import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** What `docker run` sets in motion. */
export function ClientAndEngine({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={306}>
			<Box x={10} y={8} width={128} height={46} label="docker" note="the client" />
			<Box x={10} y={110} width={340} height={188} look="frame" />
			<Words x={340} y={288} lines={["this Linux machine"]} anchor="end" />
			<Box x={26} y={126} width={112} height={46} label="dockerd" note="the engine" />
			<Arrow way="82,54 82,126" />
			<Words x={94} y={78} lines={["1 “run hello-world”", "  over a REST API"]} />

			<Box x={232} y={8} width={118} height={46} label="registry" note="has images" />
			<Arrow way="290,54 290,126" look="broken" />
			<Box x={230} y={126} width={106} height={46} label="image" note="hello-world" />
			<Arrow way="138,149 230,149" />
			<Words x={184} y={141} lines={["2"]} anchor="middle" />

			<Arrow way="82,172 82,234" />
			<Words x={94} y={208} lines={["3 containerd, crun"]} />
			<Box x={26} y={234} width={112} height={46} look="yours" label="container" note="a process" />
			<Arrow way="283,172 283,257 138,257" look="yours" />
			<Words x={210} y={249} lines={["its files"]} anchor="middle" look="accent" />
		</Drawing>
	);
}
