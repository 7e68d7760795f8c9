"use client";

import type { ImageView } from "#workspace/engine/model.ts";
import { bytesWords } from "../ui/byte-words.ts";
import styles from "./image-history.module.css";
import { InspectButton } from "./inspect-button.tsx";
import type { Inspected } from "./inspected.ts";
import { imageName, instructionWords, shortId } from "./words.ts";

interface ImageHistoryProps {
	readonly image: ImageView;
	readonly onInspect: (inspected: Inspected) => void;
}

/** Every instruction of an image, those that added no layer among them, in the order of its Dockerfile. */
export function ImageHistory({ image, onInspect }: ImageHistoryProps) {
	return (
		<section className={styles.history} aria-label={`History of ${imageName(image)}`}>
			<div className={styles.head}>
				<h2>How {imageName(image)} was made</h2>
				<InspectButton inspected={{ kind: "image", id: image.id, name: imageName(image) }} onInspect={onInspect} />
			</div>
			{image.tags.length > 1 ? <p className={styles.names}>Its names: {image.tags.join(", ")}</p> : null}
			<table>
				<thead>
					<tr>
						<th scope="col">Layer</th>
						<th scope="col">Instruction</th>
						<th scope="col">Adds</th>
					</tr>
				</thead>
				<tbody>
					{image.history.map(({ text, layer }, index) => {
						const made = layer === null ? undefined : image.layers[layer];
						return (
							// biome-ignore lint/suspicious/noArrayIndexKey: the history of an image never changes, and repeats itself
							<tr key={index} data-layer={made ? true : undefined}>
								<td title={made?.diffId}>{made ? shortId(made.diffId).slice(0, 8) : "–"}</td>
								<td>
									<code>{instructionWords(text)}</code>
								</td>
								<td>{made ? (made.sizeBytes === null ? "" : bytesWords(made.sizeBytes)) : "settings only"}</td>
							</tr>
						);
					})}
				</tbody>
			</table>
		</section>
	);
}
