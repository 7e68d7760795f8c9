"use client";

import type { ContainerView, EngineViewState, NetworkView } from "#workspace/engine/model.ts";
import { EmptyState } from "./empty-state.tsx";
import { InspectButton } from "./inspect-button.tsx";
import type { Inspected } from "./inspected.ts";
import styles from "./network-list.module.css";

interface NetworkListProps {
	readonly state: EngineViewState;
	readonly onType: (command: string) => boolean;
	readonly onInspect: (inspected: Inspected) => void;
}

/** They come with the engine, in the order of how much there is to see. */
const BUILT_IN = ["bridge", "host", "none"];

const SAID_OF_BUILT_IN: Readonly<Record<string, string>> = {
	bridge: "Where containers go that ask for nothing else. They reach each other by address, not by name.",
	host: "The host's own network: a container in it has the host's addresses and ports.",
	none: "No network at all.",
};

/** Each network as a line with what is attached to it. */
export function NetworkList({ state: { networks, containers }, onType, onInspect }: NetworkListProps) {
	const own = networks.filter(({ name }) => !BUILT_IN.includes(name));
	const builtIn = BUILT_IN.flatMap((name) => networks.find((network) => network.name === name) ?? []);
	return (
		<>
			{own.length === 0 ? (
				<EmptyState title="No networks of your own" command="docker network create harbour" onType={onType}>
					Containers on a network that you make find each other by name. Those on different networks do not reach each other at
					all.
				</EmptyState>
			) : null}
			{[...own, ...builtIn].map((network) => (
				<Network key={network.id} network={network} containers={containers} onInspect={onInspect} />
			))}
		</>
	);
}

interface NetworkProps {
	readonly network: NetworkView;
	readonly containers: readonly ContainerView[];
	readonly onInspect: (inspected: Inspected) => void;
}

function Network({ network, containers, onInspect }: NetworkProps) {
	const { id, name, driver, internal, subnets, gateways, attached } = network;
	const resting = containers.filter(
		(container) =>
			container.networks.some((one) => one.network === name) && !attached.some(({ containerId }) => containerId === container.id),
	);
	return (
		<section className={styles.network} aria-label={`Network ${name}`}>
			<div className={styles.head}>
				<h2>{name}</h2>
				<span className={styles.quiet}>
					{[driver !== "null" && driver !== name ? driver : "", ...subnets, internal ? "closed to the outside" : ""]
						.filter((word) => word !== "")
						.join(" · ")}
				</span>
				<InspectButton inspected={{ kind: "network", id, name }} onInspect={onInspect} />
			</div>
			{BUILT_IN.includes(name) ? <p className={styles.said}>{SAID_OF_BUILT_IN[name]}</p> : null}
			{gateways.length + attached.length + resting.length > 0 ? (
				<ul className={styles.line}>
					{gateways.map((gateway) => (
						<li key={gateway} data-kind="host">
							<span className={styles.node}>the host</span>
							<code>{gateway}</code>
							<span className={styles.quiet}>{internal ? "" : "the way out"}</span>
						</li>
					))}
					{attached.map(({ containerId, name: container, address }) => (
						<li key={containerId}>
							<span className={styles.node}>{container}</span>
							<code>{address}</code>
							<Elsewhere container={containers.find((one) => one.id === containerId)} network={name} />
						</li>
					))}
					{resting.map((container) => (
						<li key={container.id} data-kind="resting">
							<span className={styles.node}>{container.name}</span>
							<span className={styles.quiet}>not running, so without an address</span>
						</li>
					))}
				</ul>
			) : null}
			{attached.length + resting.length === 0 ? <p className={styles.nobody}>Nothing is attached.</p> : null}
		</section>
	);
}

/** The names by which others find it, and its other networks. */
function Elsewhere({ container, network }: { container: ContainerView | undefined; network: string }) {
	if (!container) return null;
	const here = container.networks.find((one) => one.network === network);
	const names = (here?.names ?? []).filter((one) => one !== container.name && !container.id.startsWith(one));
	const others = container.networks.filter((one) => one.network !== network).map((one) => one.network);
	return (
		<span className={styles.quiet}>
			{[names.length > 0 ? `also called ${names.join(", ")}` : "", others.length > 0 ? `also on ${others.join(", ")}` : ""]
				.filter((words) => words !== "")
				.join("; ")}
		</span>
	);
}
