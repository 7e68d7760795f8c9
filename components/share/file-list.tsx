import type { ProjectFile } from "#workspace/share/project.ts";
import styles from "./share.module.css";

/** Files with what is in them, to look through before they are sent or taken. Their text is a stranger's: shown as text. */
export function FileList({ files }: { readonly files: readonly ProjectFile[] }) {
	return (
		<ul className={styles.files} aria-label="Files">
			{files.map(({ path, content, run }) => (
				<li key={path}>
					<details>
						<summary className={styles.file}>
							<code className={styles.path}>{path}</code>
							{run ? <span className={styles.note}>may be run</span> : null}
							<span className={styles.size}>{characterWords(content.length)}</span>
						</summary>
						{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
						<pre className={styles.content} tabIndex={0}>
							{content}
						</pre>
					</details>
				</li>
			))}
		</ul>
	);
}

function characterWords(count: number): string {
	return count === 1 ? "1 character" : `${count.toLocaleString("en")} characters`;
}
