import { Arrow, Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

/** From where images come to this machine, and where they go. */
export function TwoRegistries({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={230}>
			<Box x={10} y={8} width={150} height={48} label="docker.io" note="for everybody" />
			<Box x={200} y={8} width={150} height={48} look="yours" label="registry.lab" note="with a login" />

			<Box x={10} y={128} width={340} height={94} look="frame" />
			<Words x={171} y={147} lines={["this machine"]} anchor="middle" />
			<Box x={22} y={156} width={108} height={50} label="whoami" note="image" />
			<Box x={212} y={156} width={126} height={50} look="yours" label="…/heron:1.0" note="same image" />
			<Arrow way="130,181 212,181" />
			<Words x={171} y={197} lines={["tag"]} anchor="middle" />

			<Arrow way="76,56 76,156" />
			<Words x={86} y={96} lines={["pull"]} />
			<Arrow way="256,156 256,56" look="yours" />
			<Words x={246} y={96} lines={["push"]} anchor="end" look="accent" />
			<Arrow way="296,56 296,156" />
			<Words x={306} y={96} lines={["pull"]} />
		</Drawing>
	);
}
