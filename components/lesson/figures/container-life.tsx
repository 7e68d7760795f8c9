import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** The states of a container, and the commands that lead from one to the next. */
export function ContainerLife({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={220}>
			<Box x={10} y={88} width={92} height={42} label="created" />
			<Box x={134} y={88} width={92} height={42} look="yours" label="running" />
			<Box x={258} y={88} width={92} height={42} label="exited" />
			<Arrow way="102,109 134,109" />
			<Arrow way="226,102 258,102" />
			<Arrow way="258,117 226,117" />
			<Words x={241} y={148} lines={["docker start"]} anchor="middle" />

			<Arrow way="56,52 56,70 180,70 180,88" look="yours" />
			<Words x={56} y={40} lines={["docker run"]} anchor="middle" look="accent" />
			<Words x={304} y={40} lines={["its process ends,", "or docker stop"]} anchor="middle" />
			<Arrow way="304,62 304,88" look="broken" />

			<Box x={258} y={172} width={92} height={38} look="ghost" label="gone" />
			<Arrow way="304,130 304,172" />
			<Words x={246} y={196} lines={["docker rm"]} anchor="end" />
		</Drawing>
	);
}
