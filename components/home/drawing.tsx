/** The start page's picture: a ship on its slipway, drawn as a shipyard draws one, whose decks are what a machine is made of. */
import styles from "./drawing.module.css";

interface Box {
	readonly x: number;
	readonly y: number;
	readonly label?: string;
}

const BOX_WIDTH = 82;
const BOX_HEIGHT = 36;
/** Stacked from the deck up; the one on top is the reader's. */
const boxes: readonly Box[] = [
	{ x: 142, y: 150, label: "registry" },
	{ x: 227, y: 150, label: "web" },
	{ x: 312, y: 150, label: "db" },
	{ x: 397, y: 150, label: "cache" },
	{ x: 227, y: 112, label: "busybox" },
	{ x: 312, y: 112, label: "hello" },
];
const yours: Box = { x: 312, y: 74, label: "yours" };

const decks = [
	{ y: 220, text: "dockerd · containerd · BuildKit" },
	{ y: 268, text: "Linux, with all its namespaces" },
	{ y: 316, text: "a PC made of WebAssembly" },
] as const;

export function Drawing() {
	return (
		<svg
			className={styles.drawing}
			viewBox="0 0 680 520"
			role="img"
			aria-label="Drawing of a ship on a slipway. Its decks, from the keel up: a PC made of WebAssembly, Linux, the Docker Engine; on top, containers."
		>
			<rect className={styles.sheet} x="0.5" y="0.5" width="679" height="519" rx="2" />
			<path className={styles.ticks} d={sheetTicks()} />

			<clipPath id="sheet">
				<path d="M1 1H679V402c-12 8-24 8-36 0s-24-8-36 0-24 8-36 0-24-8-36 0V519H1Z" />
			</clipPath>
			<g clipPath="url(#sheet)">
				<g transform="rotate(6 340 330)">
					<path className={styles.ways} d={`M-40 376H760M-40 385H760${sleepers()}`} />
					<g className={styles.ship}>
						<path className={styles.steel} d="M478 190V92h62v98M478 118h62M490 92V74h38v18M509 74V40M496 52h26" />
						<path className={styles.windows} d="M487 102h10v9h-10zM504 102h10v9h-10zM521 102h10v9h-10z" />
						{boxes.map((box) => (
							<Container key={box.label} {...box} className={styles.box} />
						))}
						<Container {...yours} className={styles.yours} />
						<path className={styles.hull} d={HULL} />
						<clipPath id="hull">
							<path d={HULL} />
						</clipPath>
						<rect className={styles.bottom} x="40" y="294" width="600" height="60" clipPath="url(#hull)" />
						<path className={styles.decks} d="M40 246H620M40 294H620" clipPath="url(#hull)" />
						<path className={styles.outline} d={HULL} />
						{decks.map((deck) => (
							<text key={deck.y} className={styles.deckText} x="330" y={deck.y + 5}>
								{deck.text}
							</text>
						))}
						<path className={styles.blocks} d="M150 346h34v26h-34zM270 346h34v26h-34zM390 346h34v26h-34zM500 346h34v26h-34z" />
					</g>
				</g>
			</g>

			<path className={styles.water} d="M535 402c12-8 24-8 36 0s24 8 36 0 24-8 36 0 24 8 36 0" />
			<path className={styles.waterFar} d="M565 421c12-8 24-8 36 0s24 8 36 0 24-8 36 0M607 440c12-8 24-8 36 0s24 8 36 0" />
			<text className={styles.note} x="24" y="496">
				SLIPWAY · GENERAL ARRANGEMENT · SCALE: ONE TAB
			</text>
		</svg>
	);
}

const HULL = "M56 166C92 188 150 190 260 190H596L588 262C584 316 566 346 530 346H136C104 330 76 246 56 166Z";

function Container({ x, y, label, className }: Box & { className: string | undefined }) {
	const ribs = [0.2, 0.4, 0.6, 0.8].map((share) => `M${x + BOX_WIDTH * share} ${y + 4}v4m0 ${BOX_HEIGHT - 16}v4`).join("");
	return (
		<g className={className}>
			<rect x={x} y={y} width={BOX_WIDTH} height={BOX_HEIGHT} rx="1.5" />
			<path d={ribs} />
			<text x={x + BOX_WIDTH / 2} y={y + BOX_HEIGHT / 2 + 4.5}>
				{label}
			</text>
		</g>
	);
}

function sleepers(): string {
	return Array.from({ length: 34 }, (_, index) => `M${index * 24 - 36} 385v9`).join("");
}

function sheetTicks(): string {
	const across = [170, 340, 510].map((x) => `M${x} 0v7M${x} 520v-7`).join("");
	const down = [130, 260, 390].map((y) => `M0 ${y}h7M680 ${y}h-7`).join("");
	return across + down;
}
