"use client";

import { Check } from "lucide-react";
import type { StartView } from "#workspace/state.ts";
import { bytesOf, bytesWords, timeLeftWords } from "../ui/byte-words.ts";
import { useNow } from "../ui/use-now.ts";
import card from "./machine-card.module.css";
import { stepsOf } from "./stage-words.ts";
import styles from "./start-panel.module.css";

/** How far a start is: its steps, the bytes, the time left. It keeps its size from the first moment to the last. */
export function StartPanel({ start }: { start: StartView }) {
	const nowMs = useNow(100);
	const { loadedBytes, totalBytes, secondsLeft } = start;
	const share = totalBytes > 0 ? Math.min(loadedBytes / totalBytes, 1) : 0;
	return (
		<div className={card.card}>
			<h2 className={card.title}>{start.kind === "reboot" ? "Linux is starting again" : "Starting your machine"}</h2>
			<ol className={styles.steps}>
				{stepsOf(start).map((step) => (
					<li
						key={step.stage}
						className={`${styles.step} ${step.state === "done" ? "" : styles[step.state]}`}
						aria-current={step.state === "active" ? "step" : undefined}
					>
						<span className={styles.sign}>
							{step.state === "done" ? <Check aria-label="done" /> : <span className={styles.dot} />}
						</span>
						{step.text}
						<span className={styles.figure}>
							{step.state === "ahead" ? "" : secondsWords(step.tookMs ?? Math.max(0, nowMs - (step.sinceMs ?? nowMs)))}
						</span>
					</li>
				))}
			</ol>
			{start.kind === "fresh" ? (
				<div className={styles.progress}>
					<div
						className={styles.track}
						role="progressbar"
						aria-label="Fetched"
						aria-valuemin={0}
						aria-valuemax={100}
						aria-valuenow={Math.round(share * 100)}
					>
						<div className={styles.bar} style={{ transform: `scaleX(${share})` }} />
					</div>
					<div className={styles.amount}>
						<span>{totalBytes > 0 ? bytesOf(loadedBytes, totalBytes) : loadedBytes > 0 ? bytesWords(loadedBytes) : " "}</span>
						<span>{start.stage === "download" && secondsLeft !== null ? timeLeftWords(secondsLeft) : ""}</span>
					</div>
				</div>
			) : (
				<p className={card.text}>Your files are kept. Docker takes a little longer than Linux itself.</p>
			)}
		</div>
	);
}

function secondsWords(durationMs: number): string {
	return `${(durationMs / 1000).toFixed(1)} s`;
}
