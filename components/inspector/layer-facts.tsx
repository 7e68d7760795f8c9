"use client";

import type { ImageView } from "#workspace/engine/model.ts";
import { bytesWords } from "../ui/byte-words.ts";
import styles from "./image-stacks.module.css";
import type { Block } from "./stack-layout.ts";
import { imageName, instructionWords } from "./words.ts";

interface LayerFactsProps {
	/** The layer pointed at; undefined before the first. */
	readonly block: Block | undefined;
	/** In the order of the columns. */
	readonly images: readonly ImageView[];
}

/** In full what the drawing has no room for. The block's own name says the same to a screen reader. */
export function LayerFacts({ block, images }: LayerFactsProps) {
	if (!block) {
		return (
			<div className={styles.facts}>
				<p className={styles.hint}>
					Point at a layer to see what made it, and which images stand on it. Click an image for its history.
				</p>
			</div>
		);
	}
	const { layer, row, from, to } = block;
	const users = images.slice(from, to);
	return (
		<div className={styles.facts}>
			<code className={styles.full}>
				{layer.instruction ? instructionWords(layer.instruction) : "The image does not say which instruction made this layer."}
			</code>
			<p>
				Layer {row + 1} from the bottom{layer.sizeBytes === null ? null : <>, adds {bytesWords(layer.sizeBytes)}</>}.{" "}
				{users.length > 1 ? (
					<>
						Kept once for {users.length} images: {users.map(imageName).join(", ")}.
					</>
				) : (
					<>Only {users[0] ? imageName(users[0]) : "one image"} has it.</>
				)}
			</p>
			<code className={styles.digest}>{layer.diffId}</code>
		</div>
	);
}
