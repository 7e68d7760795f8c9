import { Box, Drawing, type FigureProps, Words } from "./drawing.tsx";

const EARLY = [
	{ label: "FROM busybox", kept: true },
	{ label: "COPY . .", kept: false },
	{ label: "RUN awk", kept: false },
];
const LATE = [
	{ label: "FROM busybox", kept: true },
	{ label: "COPY primes.awk", kept: true },
	{ label: "RUN awk", kept: true },
	{ label: "COPY . .", kept: false },
];

/** Two orders of the same instructions, after the page has changed. */
export function BuildCache({ alt }: FigureProps) {
	return (
		<Drawing alt={alt} height={222}>
			<Column x={10} title="page copied early" steps={EARLY} />
			<Column x={190} title="page copied late" steps={LATE} />
			<Words x={10} y={214} lines={["slow: primes once more"]} look="accent" />
			<Words x={190} y={214} lines={["quick: one copy"]} />
		</Drawing>
	);
}

function Column({ x, title, steps }: { readonly x: number; readonly title: string; readonly steps: typeof EARLY }) {
	return (
		<>
			<Words x={x} y={18} lines={[title]} look="strong" />
			{steps.map(({ label, kept }, index) => (
				<Box key={label} x={x} y={32 + index * 42} width={160} height={34} look={kept ? "soft" : "yours"} label={label} />
			))}
		</>
	);
}
