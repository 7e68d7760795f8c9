import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** `-p 8123:80`: the left number belongs to the machine, the right one to the container. */
export function PublishedPort({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={214}>
			<Words x={180} y={20} lines={["docker run -p 8123:80"]} anchor="middle" look="strong" />
			<Box x={10} y={84} width={76} height={48} label="browser" />
			<Box x={128} y={44} width={222} height={126} look="frame" label="the machine" />
			<Box x={254} y={76} width={84} height={64} look="yours" label="whoami" note="listens" />
			<Box x={118} y={92} width={62} height={32} label="8123" />
			<Box x={232} y={96} width={40} height={24} look="yours" label="80" />
			<Arrow way="86,108 118,108" />
			<Arrow way="180,108 232,108" look="yours" />
			<Words x={128} y={194} lines={["left: the machine’s port"]} anchor="start" />
			<Words x={350} y={210} lines={["right: the container’s"]} anchor="end" look="accent" />
		</Drawing>
	);
}
