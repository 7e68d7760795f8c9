import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** `-p 8123:80`: the left number belongs to the machine, the right one to the container. */
export function PublishedPort({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={190}>
			<Words x={180} y={18} lines={["docker run -p 8123:80"]} anchor="middle" look="strong" />
			<Box x={10} y={70} width={76} height={48} label="browser" />
			<Box x={142} y={34} width={208} height={120} look="frame" label="the machine" />
			<Box x={112} y={78} width={62} height={32} label="8123" />
			<Box x={252} y={62} width={88} height={64} look="yours" label="whoami" note="listens" />
			<Box x={224} y={82} width={40} height={24} look="yours" label="80" />
			<Arrow way="86,94 112,94" />
			<Arrow way="174,94 224,94" look="yours" />
			<Words x={10} y={180} lines={["8123: the machine’s"]} />
			<Words x={350} y={180} lines={["80: the container’s"]} anchor="end" look="accent" />
		</Drawing>
	);
}
