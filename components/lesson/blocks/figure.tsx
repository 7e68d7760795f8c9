import type { BlockProps } from "#lessons/blocks.ts";
import { figures } from "../figures/figures.ts";
import styles from "./figure.module.css";

/** A drawing, with words for those who do not see it. */
export function Figure({ name, alt, caption }: BlockProps<"Figure">) {
	const Drawing = Object.hasOwn(figures, name) ? figures[name as keyof typeof figures] : undefined;
	if (!Drawing) throw new Error(`There is no drawing "${name}" in components/lesson/figures/figures.ts.`);
	return (
		<figure className={styles.figure}>
			<Drawing alt={alt} />
			{caption ? <figcaption className={styles.caption}>{caption}</figcaption> : null}
		</figure>
	);
}
