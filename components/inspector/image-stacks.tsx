"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { ImageView } from "#workspace/engine/model.ts";
import { bytesWords } from "../ui/byte-words.ts";
import { EmptyState } from "./empty-state.tsx";
import { ImageHistory } from "./image-history.tsx";
import styles from "./image-stacks.module.css";
import type { Inspected } from "./inspected.ts";
import { LayerFacts } from "./layer-facts.tsx";
import { type Block, layOutStacks, neighbour, savedBytes } from "./stack-layout.ts";
import { imageName, instructionWords } from "./words.ts";

interface ImageStacksProps {
	readonly images: readonly ImageView[];
	readonly onType: (command: string) => boolean;
	readonly onInspect: (inspected: Inspected) => void;
}

/** Images as what they are: stacks of layers, where a layer that several stand on is there once. */
export function ImageStacks({ images, onType, onInspect }: ImageStacksProps) {
	const layout = useMemo(() => layOutStacks(images), [images]);
	const drawingRef = useRef<HTMLElement>(null);
	const [active, setActive] = useState<{ readonly chain: string; readonly column: number } | null>(null);
	const [chosen, setChosen] = useState<string | null>(null);
	const block = layout.blocks.find(({ chain }) => chain === active?.chain);
	const image = images.find(({ id }) => id === chosen);

	if (images.length === 0) {
		return (
			<EmptyState title="No images" command="docker pull nginx" onType={onType}>
				An image is what containers are made from: a stack of layers, each with the files that one instruction added. Pull one,
				and its layers appear here.
			</EmptyState>
		);
	}

	function handleKey(event: KeyboardEvent, from: Block): void {
		const next = neighbour(layout, from, active?.column ?? from.from, event.key);
		if (!next) return;
		event.preventDefault();
		setActive({ chain: next.block.chain, column: next.column });
		drawingRef.current?.querySelector<HTMLElement>(`[data-block="${layout.blocks.indexOf(next.block)}"]`)?.focus();
	}
	/** A finger or a pointer comes from anywhere; keys keep to their column. */
	function point(to: Block): void {
		setActive({ chain: to.chain, column: to.from });
	}

	const uses = (column: number) => block !== undefined && block.from <= column && column < block.to;
	return (
		<div className={styles.view}>
			<Saved images={images} />
			<div className={styles.scroll}>
				<section
					ref={drawingRef}
					className={styles.drawing}
					aria-label="Layers of all images. Arrow keys go from layer to layer."
					style={{
						gridTemplateColumns: `repeat(${layout.images.length}, minmax(118px, 1fr))`,
						gridTemplateRows: `repeat(${layout.rows + 1}, auto)`,
					}}
				>
					{layout.images.map((one, column) => (
						<button
							key={one.id}
							type="button"
							className={styles.name}
							data-uses={uses(column) || undefined}
							aria-expanded={one.id === chosen}
							style={{ gridColumn: column + 1, gridRow: layout.rows - one.layers.length + 1 }}
							onClick={() => setChosen(one.id === chosen ? null : one.id)}
						>
							<span className={styles.tag} data-lost={one.tags.length === 0 || undefined}>
								{imageName(one)}
							</span>
							<span className={styles.size}>
								{bytesWords(one.sizeBytes)}
								{one.tags.length > 1 ? `, ${one.tags.length} names` : one.tags.length === 0 ? ", no name" : ""}
							</span>
						</button>
					))}
					{layout.blocks.map((one, index) => (
						<button
							key={one.chain}
							type="button"
							data-block={index}
							className={styles.layer}
							data-shared={one.to - one.from > 1 || undefined}
							data-active={one === block || undefined}
							data-beneath={(block && one.row < block.row && block.chain.startsWith(`${one.chain} `)) || undefined}
							tabIndex={one === (block ?? layout.blocks[0]) ? 0 : -1}
							style={{ gridColumn: `${one.from + 1} / ${one.to + 1}`, gridRow: layout.rows - one.row + 1 }}
							onFocus={() => one !== block && point(one)}
							onPointerEnter={() => point(one)}
							onKeyDown={(event) => handleKey(event, one)}
						>
							<span className="sr-only">{layerPlace(one, layout.images)}: </span>
							<span className={styles.instruction}>
								{one.layer.instruction ? instructionWords(one.layer.instruction) : "layer"}
							</span>
							<span className={styles.size}>{one.layer.sizeBytes === null ? "" : sizeWords(one.layer.sizeBytes)}</span>
						</button>
					))}
				</section>
			</div>
			<LayerFacts block={block} images={layout.images} />
			{image ? <ImageHistory image={image} onInspect={onInspect} /> : null}
		</div>
	);
}

/** What is saved by keeping shared layers once. */
function Saved({ images }: { images: readonly ImageView[] }) {
	const saved = savedBytes(images);
	if (!saved || saved.apart === saved.together) {
		return <p className={styles.saved}>Each column is an image, each block a layer that an instruction added to those below.</p>;
	}
	return (
		<p className={styles.saved}>
			Apart, these images would take {bytesWords(saved.apart)}. The layers that they share are kept once, so they take{" "}
			<strong>{bytesWords(saved.together)}</strong>.
		</p>
	);
}

/** A layer may be empty, and should say so rather than `0 kB`. */
function sizeWords(bytes: number): string {
	return bytes < 1000 ? `${bytes} B` : bytesWords(bytes);
}

/** Told before what is seen of a block, to those who do not see where it stands. */
function layerPlace({ row, from, to }: Block, images: readonly ImageView[]): string {
	const names = images.slice(from, to).map(imageName).join(", ");
	return `Layer ${row + 1} of ${names}${to - from > 1 ? ", shared" : ""}`;
}
