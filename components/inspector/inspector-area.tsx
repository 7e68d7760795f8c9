"use client";

import { Tabs } from "@base-ui/react/tabs";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { EngineView } from "#workspace/engine/engine-view.ts";
import type { EnginePart } from "#workspace/engine/model.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { ClientRequests } from "./client-requests.tsx";
import { ContainerList } from "./container-list.tsx";
import { ImageStacks } from "./image-stacks.tsx";
import { InspectPanel } from "./inspect-panel.tsx";
import type { Inspected } from "./inspected.ts";
import styles from "./inspector-area.module.css";
import { NetworkList } from "./network-list.tsx";
import { ProcessTree } from "./process-tree.tsx";
import { VolumeList } from "./volume-list.tsx";

interface InspectorAreaProps {
	readonly engine: EngineView;
	/** Types a command into the terminal. @returns false when there is none that takes it now. */
	readonly onType: (command: string) => boolean;
	readonly onClose: () => void;
}

type View = "containers" | "images" | "networks" | "volumes" | "processes" | "requests";

/** What each view needs besides the lists, which cost the guest nothing while nothing changes. */
const VIEWS: readonly { readonly view: View; readonly name: string; readonly parts: readonly EnginePart[] }[] = [
	{ view: "containers", name: "Containers", parts: ["figures"] },
	{ view: "images", name: "Images", parts: [] },
	{ view: "networks", name: "Networks", parts: [] },
	{ view: "volumes", name: "Volumes", parts: [] },
	{ view: "processes", name: "Processes", parts: ["figures"] },
	{ view: "requests", name: "Requests", parts: ["requests"] },
];

/** The engine made visible. Watches it only while it is on the page. */
export function InspectorArea({ engine, onType, onClose }: InspectorAreaProps) {
	const state = useStore(engine.store);
	const [view, setView] = useState<View>("containers");
	const [inspected, setInspected] = useState<Inspected | null>(null);
	// By itself, so that going from view to view does not list everything anew.
	useEffect(() => engine.watch(["objects"]), [engine]);
	useEffect(() => engine.watch(VIEWS.find((one) => one.view === view)?.parts), [engine, view]);
	const counts: Partial<Record<View, number>> = {
		containers: state.containers.length,
		images: state.images.length,
		networks: state.networks.length,
		volumes: state.volumes.length,
	};
	const known = state.ready || state.networks.length > 0;

	return (
		<section className={styles.area} aria-label="Engine">
			<Tabs.Root className={styles.tabs} value={view} onValueChange={(next: View) => setView(next)}>
				<div className={styles.bar}>
					<Tabs.List className={styles.strip} aria-label="What to look at" activateOnFocus>
						{VIEWS.map(({ view: one, name }) => (
							<Tabs.Tab key={one} value={one} className={styles.tab}>
								{name}
								{known && counts[one] !== undefined ? <span className={styles.count}>{counts[one]}</span> : null}
							</Tabs.Tab>
						))}
					</Tabs.List>
					<IconButton label="Close the engine view" onClick={onClose}>
						<X />
					</IconButton>
				</div>
				<div className={styles.panels} data-stale={(known && !state.ready) || undefined}>
					<Tabs.Panel value="containers" className={styles.panel}>
						{known ? <ContainerList state={state} onType={onType} onInspect={setInspected} /> : <Waiting />}
					</Tabs.Panel>
					<Tabs.Panel value="images" className={styles.panel}>
						{state.ready || state.images.length > 0 ? (
							<ImageStacks images={state.images} onType={onType} onInspect={setInspected} />
						) : (
							<Waiting />
						)}
					</Tabs.Panel>
					<Tabs.Panel value="networks" className={styles.panel}>
						{known ? <NetworkList state={state} onType={onType} onInspect={setInspected} /> : <Waiting />}
					</Tabs.Panel>
					<Tabs.Panel value="volumes" className={styles.panel}>
						{known ? <VolumeList state={state} onType={onType} onInspect={setInspected} /> : <Waiting />}
					</Tabs.Panel>
					<Tabs.Panel value="processes" className={styles.panel}>
						{state.host ? <ProcessTree state={state} /> : <Waiting />}
					</Tabs.Panel>
					<Tabs.Panel value="requests" className={styles.panel}>
						<ClientRequests requests={state.requests} onType={onType} onClear={engine.clearRequests} />
					</Tabs.Panel>
				</div>
			</Tabs.Root>
			{inspected ? (
				<InspectPanel
					key={`${inspected.kind} ${inspected.id}`}
					engine={engine}
					inspected={inspected}
					onClose={() => setInspected(null)}
				/>
			) : null}
		</section>
	);
}

function Waiting() {
	return (
		<p className={styles.waiting} role="status">
			Waiting for the engine to answer…
		</p>
	);
}
