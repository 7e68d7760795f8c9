import { Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

const MACHINES = [10, 94] as const;
const CONTAINERS = [190, 274] as const;

/** Virtual machines and containers, each down to the hardware. */
export function TwoStacks({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={256}>
			<Words x={90} y={18} lines={["virtual machines"]} anchor="middle" look="strong" />
			{MACHINES.map((x) => (
				<g key={x}>
					<Box x={x} y={30} width={76} height={138} look="frame" />
					<Box x={x + 6} y={36} width={64} height={36} label="program" />
					<Box x={x + 6} y={80} width={64} height={36} label="files" />
					<Box x={x + 6} y={124} width={64} height={38} look="yours" label="kernel" />
				</g>
			))}
			<Box x={10} y={176} width={160} height={32} label="hypervisor" />
			<Box x={10} y={216} width={160} height={32} look="soft" label="hardware" />

			<Words x={270} y={18} lines={["containers"]} anchor="middle" look="strong" />
			{CONTAINERS.map((x) => (
				<g key={x}>
					<Box x={x} y={74} width={76} height={94} look="frame" />
					<Box x={x + 6} y={80} width={64} height={36} label="program" />
					<Box x={x + 6} y={124} width={64} height={38} label="files" />
				</g>
			))}
			<Box x={190} y={176} width={160} height={32} look="yours" label="one kernel" />
			<Box x={190} y={216} width={160} height={32} look="soft" label="hardware" />
		</Drawing>
	);
}
