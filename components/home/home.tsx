import { ArrowRight } from "lucide-react";
import { buttonClass } from "../ui/button.tsx";
import { SiteHead } from "../ui/site-head.tsx";
import { Drawing } from "./drawing.tsx";
import styles from "./home.module.css";
import { LaunchLink } from "./launch-link.tsx";

interface HomeProps {
	/** Where somebody new begins. */
	readonly firstLesson: { readonly slug: string } | undefined;
}

/** What this is, on one screen, and the ways in. */
export function Home({ firstLesson }: HomeProps) {
	return (
		<div className={styles.page}>
			<SiteHead here="start" />
			<main className={styles.main}>
				<div className={styles.hero}>
					<div>
						<h1 className={styles.title}>A real Docker Engine, launched in this tab.</h1>
						<p className={styles.lead}>
							Slipway runs a Linux PC inside your browser, with the genuine dockerd, containerd, BuildKit and Compose in it. Every
							command does what it does anywhere else. Nothing to install, no account.
						</p>
						<div className={styles.act}>
							<LaunchLink
								href={firstLesson ? `/lessons/${firstLesson.slug}` : "/lessons"}
								className={buttonClass({ tone: "primary", size: "large" }, styles.launch)}
							>
								Run your first container
								<ArrowRight aria-hidden="true" />
							</LaunchLink>
							<LaunchLink href="/sandbox" className={buttonClass({ size: "large" }, styles.launch)}>
								Open the sandbox
							</LaunchLink>
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
