import { buttonClass } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { ThemeToggle } from "../ui/theme-toggle.tsx";
import { Drawing } from "./drawing.tsx";
import styles from "./home.module.css";
import { LaunchLink } from "./launch-link.tsx";

export function Home() {
	return (
		<div className={styles.page}>
			<header className={styles.head}>
				<p className={styles.name}>
					<Mark />
					Slipway
				</p>
				<ThemeToggle title="Dark or light" />
			</header>
			<main className={styles.main}>
				<div className={styles.hero}>
					<div>
						<h1 className={styles.title}>A real Docker Engine, launched in this tab.</h1>
						<p className={styles.lead}>
							Slipway runs a Linux PC inside your browser, with the genuine dockerd, containerd, BuildKit and Compose in it. Every
							command does what it does anywhere else. Nothing to install, no account.
						</p>
						<div className={styles.act}>
							<LaunchLink className={buttonClass({ tone: "primary", size: "large" }, styles.launch)} />
							<p>Fetched once, started in seconds. The next time it comes from your browser's cache.</p>
						</div>
					</div>
					<div className={styles.picture}>
						<Drawing />
					</div>
				</div>
				<dl className={styles.facts}>
					<div>
						<dt>Real</dt>
						<dd>No scripted answers: the daemon you talk to is the one that runs on servers.</dd>
					</div>
					<div>
						<dt>Yours</dt>
						<dd>One machine per tab, on your own computer. Break it; a reset makes it new.</dd>
					</div>
					<div>
						<dt>Limits</dt>
						<dd>32-bit, one processor, images for linux/386, no way out to the internet.</dd>
					</div>
				</dl>
			</main>
		</div>
	);
}
