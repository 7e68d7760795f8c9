import Link from "next/link";
import { Mark } from "./mark.tsx";
import styles from "./site-head.module.css";
import { ThemeToggle } from "./theme-toggle.tsx";

/** The head line of pages to read: the site's name, and the ways to its parts. */
export function SiteHead({ here }: { readonly here: "start" | "lessons" }) {
	return (
		<header className={styles.head}>
			<Link href="/" className={styles.name} aria-current={here === "start" ? "page" : undefined} prefetch={false}>
				<Mark />
				Slipway
			</Link>
			<nav className={styles.links} aria-label="Parts of the site">
				<Link href="/lessons" className={styles.link} aria-current={here === "lessons" ? "page" : undefined} prefetch={false}>
					Lessons
				</Link>
				<Link href="/sandbox" className={styles.link} prefetch={false}>
					Sandbox
				</Link>
				<ThemeToggle title="Dark or light" />
			</nav>
		</header>
	);
}
