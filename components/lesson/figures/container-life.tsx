import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** The states of a container, and the commands that lead from one to the next. */
export function ContainerLife({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={206}>
			<Words x={10} y={24} lines={["docker run"]} look="accent" />
			<Arrow way="90,20 180,20 180,66" look="yours" />
			<Words x={350} y={34} lines={["its process ends,", "or docker stop"]} anchor="end" />

			<Box x={10} y={66} width={86} height={42} label="created" />
			<Box x={134} y={66} width={92} height={42} look="yours" label="running" />
			<Box x={264} y={66} width={86} height={42} label="exited" />
			<Arrow way="96,87 134,87" />
			<Arrow way="226,79 264,79" />
			<Arrow way="264,95 226,95" />
			<Words x={245} y={128} lines={["docker start"]} anchor="middle" />

			<Arrow way="307,108 307,156" />
			<Words x={252} y={181} lines={["docker rm"]} anchor="end" />
			<Box x={264} y={156} width={86} height={40} look="ghost" label="gone" />
		</Drawing>
	);
}
