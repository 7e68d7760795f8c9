import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** What `docker build` sends, and what comes of it. */
export function BuildContext({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={250}>
			<Words x={10} y={20} lines={["docker build -t site site"]} look="strong" />
			<Box x={10} y={38} width={132} height={126} look="frame" label="folder site" />
			<Box x={22} y={64} width={108} height={38} label="Dockerfile" />
			<Box x={22} y={112} width={108} height={38} label="www" />
			<Arrow way="142,101 206,101" />
			<Words x={174} y={92} lines={["sent"]} anchor="middle" />

			<Box x={206} y={38} width={144} height={202} look="frame" label="the engine" />
			<Box x={218} y={64} width={120} height={28} look="soft" label="FROM" />
			<Box x={218} y={96} width={120} height={28} look="soft" label="COPY" />
			<Box x={218} y={128} width={120} height={28} look="soft" label="CMD" />
			<Arrow way="278,156 278,188" look="yours" />
			<Box x={218} y={188} width={120} height={40} look="yours" label="image site" />
		</Drawing>
	);
}
