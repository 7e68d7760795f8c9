"use client";

import type { Stats } from "#workspace/state.ts";
import { bytesWords } from "../ui/byte-words.ts";
import { Tip } from "../ui/tip.tsx";
import styles from "./status-bar.module.css";

/** From this share on a meter warns: the guest still works, but not for long. */
const NEARLY_FULL = 0.9;

/** What the machine uses, renewed every few seconds. */
export function Figures({ stats }: { stats: Stats }) {
	const memoryUsedBytes = stats.memoryTotalBytes - stats.memoryAvailableBytes;
	const millionsPerSecond = stats.instructionsPerSecond / 1e6;
	return (
		<div className={styles.figures}>
			<Tip
				side="top"
				text="Programs that wanted the processor, averaged over the last minute. It has one core, so 1.00 is fully used."
			>
				<span className={styles.figure}>
					<span className={styles.name}>Load</span> {stats.load[0].toFixed(2)}
				</span>
			</Tip>
			<Used
				name="Memory"
				usedBytes={memoryUsedBytes}
				totalBytes={stats.memoryTotalBytes}
				tip={`${bytesWords(memoryUsedBytes)} of ${bytesWords(stats.memoryTotalBytes)} used inside the machine, without caches.`}
			/>
			<Used
				name="Disk"
				usedBytes={stats.diskUsedBytes}
				totalBytes={stats.diskTotalBytes}
				tip={`${bytesWords(stats.diskUsedBytes)} of ${bytesWords(stats.diskTotalBytes)} used for images, containers and your files. It lives in this page's memory.`}
			/>
			<Tip
				side="top"
				text="Million instructions a second that the emulated processor executes now. Low when there is nothing to do; a busy one reaches some hundred."
			>
				<span className={`${styles.figure} ${styles.speed}`}>
					<span className={styles.name}>Speed</span>{" "}
					{millionsPerSecond < 10 ? millionsPerSecond.toFixed(1) : Math.round(millionsPerSecond)} MIPS
				</span>
			</Tip>
		</div>
	);
}

interface UsedProps {
	readonly name: string;
	readonly usedBytes: number;
	readonly totalBytes: number;
	readonly tip: string;
}

function Used({ name, usedBytes, totalBytes, tip }: UsedProps) {
	const share = totalBytes > 0 ? usedBytes / totalBytes : 0;
	return (
		<Tip side="top" text={tip}>
			<span className={styles.figure}>
				<span className={styles.name}>{name}</span>
				<span className={styles.meter} aria-hidden="true">
					<span
						className={styles.fill}
						style={{ display: "block", transform: `scaleX(${share})` }}
						data-full={share >= NEARLY_FULL || undefined}
					/>
				</span>
				{usedOf(usedBytes, totalBytes)}
			</span>
		</Tip>
	);
}

/** `74 of 537 MB`; with both units where they differ. */
function usedOf(usedBytes: number, totalBytes: number): string {
	const [used, usedUnit] = bytesWords(usedBytes).split(" ");
	const [total, totalUnit] = bytesWords(totalBytes).split(" ");
	return usedUnit === totalUnit ? `${used} of ${total} ${totalUnit}` : `${used} ${usedUnit} of ${total} ${totalUnit}`;
}
