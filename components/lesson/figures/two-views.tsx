import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** One process in two lists: a PID namespace gives it a second number. */
export function TwoViews({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={232}>
			<Box x={10} y={8} width={158} height={140} look="frame" label="on the machine" />
			<Words x={26} y={54} lines={["   1 runit", " 687 dockerd", " 916 bash"]} />
			<Box x={20} y={106} width={138} height={30} look="yours" label="1345 sleep" />

			<Box x={192} y={8} width={158} height={140} look="frame" label="in the container" />
			<Box x={202} y={106} width={138} height={30} look="yours" label="1 sleep" />

			<Arrow way="89,136 89,170 140,170 140,186" look="yours" />
			<Arrow way="271,136 271,170 220,170 220,186" look="yours" />
			<Box x={105} y={186} width={150} height={38} label="one process" />
		</Drawing>
	);
}
