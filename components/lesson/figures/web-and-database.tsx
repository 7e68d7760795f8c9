import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** A web server with a published port, its database on a private network, and the data in a volume. */
export function WebAndDatabase({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={228}>
			<Box x={10} y={62} width={76} height={46} label="browser" />
			<Box x={132} y={8} width={218} height={118} look="frame" label="network book-net" />
			<Box x={148} y={62} width={76} height={46} look="yours" label="web" />
			<Box x={258} y={62} width={76} height={46} look="yours" label="db" />
			<Arrow way="86,85 148,85" />
			<Words x={117} y={76} lines={["-p"]} anchor="middle" />
			<Arrow way="224,85 258,85" look="yours" />
			<Words x={241} y={50} lines={["asks for “db” by name"]} anchor="middle" look="accent" />

			<Box x={226} y={172} width={124} height={48} look="soft" label="book-data" note="volume" />
			<Arrow way="296,108 296,172" both />
			<Words x={212} y={200} lines={["files of the database"]} anchor="end" />
		</Drawing>
	);
}
