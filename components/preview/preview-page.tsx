"use client";

import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { FRAME_SANDBOX } from "#workspace/preview/frame-rules.ts";
import { untilMachineIsGone } from "#workspace/preview/machine-lock.ts";
import { parsePreviewHost, previewOrigins } from "#workspace/preview/origins.ts";
import { previewAddress } from "./new-tab-address.ts";
import styles from "./preview-page.module.css";
import { usePreviewedPage } from "./use-previewed-page.ts";

/** One previewed page in a tab of its own. The machine stays in the tab that it was started in; without it there is nothing to show. */
export function PreviewPage({ renderNothing }: { renderNothing: (text: string) => ReactNode }) {
	const fragment = useSyncExternalStore(
		subscribe,
		() => location.hash,
		() => null,
	);
	if (fragment === null) return null;
	const address = previewAddress(fragment);
	const parts = address && parsePreviewHost(address.host);
	const place = previewOrigins(new URL(location.href));
	const origin = parts && place?.of(parts.machineId, parts.port);
	// Only what is a preview of this site is shown here, whatever the fragment says.
	if (!address || !parts || !origin || new URL(origin).host !== address.host) {
		return renderNothing("The address names no preview of this site. Open one from the page with the machine.");
	}
	const { port, machineId } = parts;
	return <Shown key={fragment} {...{ origin, port, machineId, path: address.path, renderNothing }} />;
}

interface ShownProps {
	readonly origin: string;
	readonly port: number;
	readonly machineId: string;
	readonly path: string;
	readonly renderNothing: (text: string) => ReactNode;
}

function Shown({ origin, port, machineId, path, renderNothing }: ShownProps) {
	const frameRef = useRef<HTMLIFrameElement>(null);
	const [gone, setGone] = useState(false);
	const place = usePreviewedPage(frameRef, origin);
	const title = place?.title || `Port ${port}`;

	useEffect(() => {
		const stop = new AbortController();
		untilMachineIsGone(machineId, stop.signal).then(
			() => setGone(true),
			() => {},
		);
		return () => stop.abort();
	}, [machineId]);
	useEffect(() => {
		document.title = title;
	}, [title]);

	if (gone) {
		return renderNothing(
			"Its machine lives in another tab, which was closed, reloaded or reset. Open the preview again from there.",
		);
	}
	return <iframe ref={frameRef} className={styles.frame} title={title} sandbox={FRAME_SANDBOX} src={origin + path} />;
}

function subscribe(listener: () => void): () => void {
	window.addEventListener("hashchange", listener);
	return () => window.removeEventListener("hashchange", listener);
}
