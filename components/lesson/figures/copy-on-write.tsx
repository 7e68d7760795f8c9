import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** What a container sees of three files, and which layer each comes from. */
export function CopyOnWrite({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={270}>
			<Box x={10} y={8} width={340} height={68} look="frame" label="what the container sees" />
			<Box x={22} y={34} width={96} height={32} label="diary" />
			<Box x={132} y={34} width={96} height={32} label="group" />
			<Box x={242} y={34} width={96} height={32} look="ghost" label="not here" />

			<Box x={10} y={104} width={340} height={68} look="frame" />
			<Words x={20} y={164} lines={["container’s layer"]} />
			<Box x={22} y={114} width={96} height={32} look="yours" label="diary" />
			<Box x={132} y={114} width={96} height={32} look="yours" label="group" />
			<Box x={242} y={114} width={96} height={32} look="yours" label="✕ vi" />
			<Arrow way="70,114 70,66" look="yours" />
			<Arrow way="180,114 180,66" look="yours" />
			<Arrow way="290,114 290,66" look="yours" />

			<Box x={10} y={194} width={340} height={68} look="frame" label="image’s layer" />
			<Box x={132} y={220} width={96} height={32} label="group" />
			<Box x={242} y={220} width={96} height={32} label="vi" />
			<Arrow way="180,220 180,146" look="broken" />
		</Drawing>
	);
}
