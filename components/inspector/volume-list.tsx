"use client";

import type { EngineViewState } from "#workspace/engine/model.ts";
import { EmptyState } from "./empty-state.tsx";
import { InspectButton } from "./inspect-button.tsx";
import type { Inspected } from "./inspected.ts";
import styles from "./volume-list.module.css";
import { isAnonymous, shortId } from "./words.ts";

interface VolumeListProps {
	readonly state: EngineViewState;
	readonly onType: (command: string) => boolean;
	readonly onInspect: (inspected: Inspected) => void;
}

/** Volumes and who mounts them, then folders of the host that containers mount. */
export function VolumeList({ state: { volumes, containers }, onType, onInspect }: VolumeListProps) {
	const mounts = containers.flatMap((container) => container.mounts.map((mount) => ({ ...mount, container })));
	const folders = mounts.filter(({ type }) => type === "bind");
	return (
		<>
			{volumes.length === 0 ? (
				<EmptyState title="No volumes" command="docker run -d --name db -v data:/data redis" onType={onType}>
					What a container writes is lost with it. A volume outlives it, and the next container can mount it again.
				</EmptyState>
			) : (
				<ul className={styles.list}>
					{volumes.map((volume) => {
						const users = mounts.filter(({ type, name }) => type === "volume" && name === volume.name);
						return (
							<li key={volume.name} className={styles.volume}>
								<div className={styles.head}>
									<h2>{isAnonymous(volume.name) ? shortId(volume.name) : volume.name}</h2>
									<span className={styles.quiet}>{isAnonymous(volume.name) ? "nobody named it" : ""}</span>
									<InspectButton inspected={{ kind: "volume", id: volume.name, name: volume.name }} onInspect={onInspect} />
								</div>
								<code className={styles.place}>{volume.mountpoint}</code>
								{users.length === 0 ? (
									<p className={styles.quiet}>No container mounts it now. What is in it stays.</p>
								) : (
									<ul className={styles.users} aria-label="Mounted by">
										{users.map(({ container, destination, writable }) => (
											<li key={`${container.id} ${destination}`}>
												<strong>{container.name}</strong> sees it at <code>{destination}</code>
												{writable ? null : ", read-only"}
											</li>
										))}
									</ul>
								)}
							</li>
						);
					})}
				</ul>
			)}
			{folders.length > 0 ? (
				<section className={styles.folders} aria-label="Folders of the host">
					<h2>Folders of the host</h2>
					<ul className={styles.users}>
						{folders.map(({ container, source, destination, writable }) => (
							<li key={`${container.id} ${destination}`}>
								<code>{source}</code>: <strong>{container.name}</strong> sees it at <code>{destination}</code>
								{writable ? null : ", read-only"}
							</li>
						))}
					</ul>
				</section>
			) : null}
		</>
	);
}
