import { Box, Drawing, type FigureProps } from "./drawing.tsx";

/** The machine of the lesson, from the outside in. */
export function WhereYouAre({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={262}>
			<Box x={8} y={8} width={344} height={246} look="frame" label="your computer" />
			<Box x={20} y={34} width={320} height={208} look="frame" label="this browser tab" />
			<Box x={32} y={60} width={296} height={170} look="frame" label="hypervisor: the emulator v86" />
			<Box x={44} y={86} width={272} height={132} look="frame" label="virtual machine" />
			<Box x={56} y={112} width={118} height={46} look="yours" label="container" note="a process" />
			<Box x={186} y={112} width={118} height={46} look="yours" label="container" note="a process" />
			<Box x={56} y={168} width={248} height={38} look="soft" label="one Linux kernel" />
		</Drawing>
	);
}
