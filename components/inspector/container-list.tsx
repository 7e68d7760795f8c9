"use client";

import type { ContainerUse, ContainerView, EngineViewState } from "#workspace/engine/model.ts";
import { bytesWords } from "../ui/byte-words.ts";
import { useNow } from "../ui/use-now.ts";
import styles from "./container-list.module.css";
import { EmptyState } from "./empty-state.tsx";
import { InspectButton } from "./inspect-button.tsx";
import type { Inspected } from "./inspected.ts";
import { isAnonymous, shortId, statusTone, statusWords } from "./words.ts";

interface ContainerListProps {
	readonly state: EngineViewState;
	readonly onType: (command: string) => boolean;
	readonly onInspect: (inspected: Inspected) => void;
}

/** Every container, running or not, newest first. */
export function ContainerList({ state, onType, onInspect }: ContainerListProps) {
	const nowMs = useNow(1000);
	if (state.containers.length === 0) {
		return (
			<EmptyState title="No containers" command="docker run -d --name web -p 8080:80 nginx" onType={onType}>
				A container is a process with files, network and process numbers of its own. Run one, and it appears here with what it
				uses; it stays in the list after it has ended, until it is removed.
			</EmptyState>
		);
	}
	return (
		<ul className={styles.list}>
			{state.containers.map((container) => (
				<li key={container.id} className={styles.container} data-tone={statusTone(container)}>
					<div className={styles.head}>
						<h2 className={styles.name}>{container.name}</h2>
						<span className={styles.image}>{container.image}</span>
						<InspectButton inspected={{ kind: "container", id: container.id, name: container.name }} onInspect={onInspect} />
					</div>
					<p className={styles.status}>
						<span className={styles.light} aria-hidden="true" />
						{statusWords(container, nowMs)}
						{container.pid === null ? null : <span className={styles.quiet}>process {container.pid} of the host</span>}
					</p>
					<code className={styles.command} title={container.command}>
						{container.command}
					</code>
					<Connections container={container} />
					<Use container={container} use={state.use[container.id]} hostMemoryBytes={state.host?.memoryTotalBytes ?? 0} />
				</li>
			))}
		</ul>
	);
}

function Connections({ container: { ports, networks, mounts } }: { container: ContainerView }) {
	const published = ports.filter(({ hostPort }) => hostPort !== null);
	if (published.length + networks.length + mounts.length === 0) return null;
	return (
		<ul className={styles.connections} aria-label="Ports, networks and mounts">
			{published.map(({ containerPort, hostPort, protocol }) => (
				<li key={`${hostPort}/${protocol}`} data-kind="port">
					<span className="sr-only">Port of the host </span>
					{hostPort}
					<span aria-hidden="true"> → </span>
					<span className="sr-only"> leads to its port </span>
					{containerPort}
					{protocol === "tcp" ? null : `/${protocol}`}
				</li>
			))}
			{networks.map(({ network, address }) => (
				<li key={network}>
					{network}
					{address ? <span className={styles.quiet}>{address}</span> : null}
				</li>
			))}
			{mounts.map(({ type, name, source, destination, writable }) => (
				<li key={destination}>
					{type === "volume" ? (isAnonymous(name) ? `volume ${shortId(name)}` : name) : type === "bind" ? source : type}
					<span className={styles.quiet}>
						at {destination}
						{writable ? null : ", read-only"}
					</span>
				</li>
			))}
		</ul>
	);
}

interface UseProps {
	readonly container: ContainerView;
	/** Undefined while it does not run, and before the first look. */
	readonly use: ContainerUse | undefined;
	readonly hostMemoryBytes: number;
}

function Use({ container: { status, memoryLimitBytes }, use, hostMemoryBytes }: UseProps) {
	if (!use || (status !== "running" && status !== "paused")) return null;
	const mostBytes = memoryLimitBytes > 0 ? memoryLimitBytes : hostMemoryBytes;
	const share = use.processorShare;
	return (
		<dl className={styles.use}>
			<div>
				<dt>Memory</dt>
				<dd>
					<Meter share={mostBytes > 0 ? use.memoryBytes / mostBytes : 0} />
					{bytesWords(use.memoryBytes)}
					{memoryLimitBytes > 0 ? <span className={styles.quiet}>of {bytesWords(memoryLimitBytes)}</span> : null}
				</dd>
			</div>
			<div>
				<dt>Processor</dt>
				<dd>
					<Meter share={share ?? 0} />
					{share === null ? "…" : `${share > 0 && share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`}
				</dd>
			</div>
			<div>
				<dt>Processes</dt>
				<dd>{use.processes}</dd>
			</div>
		</dl>
	);
}

function Meter({ share }: { share: number }) {
	return (
		<span className={styles.meter} aria-hidden="true">
			<span style={{ transform: `scaleX(${Math.min(1, share)})` }} />
		</span>
	);
}
