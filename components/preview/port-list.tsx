"use client";

import { Globe } from "lucide-react";
import { useStore } from "zustand";
import type { Workspace } from "#workspace/workspace.ts";
import { Tip } from "../ui/tip.tsx";
import styles from "./port-list.module.css";

interface PortListProps {
	readonly workspace: Workspace;
	/** The one that is shown. */
	readonly openPort: number | null;
	readonly onOpen: (port: number) => void;
}

/** The ports that containers publish, as they come and go. Each is a button that shows it. */
export function PortList({ workspace, openPort, onOpen }: PortListProps) {
	const published = useStore(workspace.store, (state) => state.published);
	return (
		<>
			<ul className={styles.ports} aria-label="Published ports">
				{published.map(({ hostPort, container, image, containerPort }) => (
					<li key={hostPort}>
						<Tip text={`Port ${containerPort} of ${container} (${image})`}>
							<button type="button" className={styles.port} aria-pressed={hostPort === openPort} onClick={() => onOpen(hostPort)}>
								<Globe aria-hidden="true" />
								{/* In the text rather than a label of its own: what is seen is part of the name, for those who speak to their computer. */}
								<span className="sr-only">Open port </span>
								<span className={styles.number}>{hostPort}</span>
								<span className="sr-only"> of </span>
								<span className={styles.name}>{container}</span>
							</button>
						</Tip>
					</li>
				))}
			</ul>
			<span className="sr-only" role="status">
				{published.length > 0 ? `Published ports: ${published.map(({ hostPort }) => hostPort).join(", ")}` : ""}
			</span>
		</>
	);
}
