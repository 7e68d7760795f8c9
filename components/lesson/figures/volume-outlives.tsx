import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** Containers come and go, the volume stays. */
export function VolumeOutlives({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={186}>
			<Box x={10} y={30} width={100} height={46} look="ghost" label="db" note="removed" />
			<Box x={130} y={30} width={100} height={46} look="ghost" label="db" note="removed" />
			<Box x={250} y={30} width={100} height={46} look="yours" label="db" note="running" />
			<Arrow way="60,76 60,128" look="broken" />
			<Arrow way="180,76 180,128" look="broken" />
			<Arrow way="300,76 300,128" look="yours" />
			<Box x={10} y={128} width={340} height={48} look="soft" label="book-data" note="the same files all the time" />
			<Words x={10} y={18} lines={["Monday"]} />
			<Words x={130} y={18} lines={["Tuesday"]} />
			<Words x={250} y={18} lines={["today"]} look="accent" />
		</Drawing>
	);
}
