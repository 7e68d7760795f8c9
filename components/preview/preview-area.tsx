"use client";

import { ArrowLeft, ArrowRight, ExternalLink, ListTree, RotateCw, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { FRAME_SANDBOX } from "#workspace/preview/frame-rules.ts";
import { sendPage, typedPath } from "#workspace/preview/page-place.ts";
import type { Workspace } from "#workspace/workspace.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { newTabAddress } from "./new-tab-address.ts";
import styles from "./preview-area.module.css";
import { RequestLog } from "./request-log.tsx";
import { usePreviewedPage } from "./use-previewed-page.ts";

interface PreviewAreaProps {
	readonly workspace: Workspace;
	readonly port: number;
	readonly onClose: () => void;
}

type Connection =
	| { readonly state: "opening" }
	| { readonly state: "open" }
	| { readonly state: "failed"; readonly message: string };

/** A page of a container as a browser window shows it. Mounted anew for each port and machine. */
export function PreviewArea({ workspace, port, onClose }: PreviewAreaProps) {
	const { previews } = workspace;
	const frameRef = useRef<HTMLIFrameElement>(null);
	const [connection, setConnection] = useState<Connection>({ state: "opening" });
	const [attempt, setAttempt] = useState(0);
	const [typed, setTyped] = useState<string | null>(null);
	const [logShown, setLogShown] = useState(false);
	const [target, setTarget] = useState("/");
	const machineId = useStore(previews.store, (state) => state.machineId);
	const loading = useStore(previews.store, ({ log }) =>
		log.some((entry) => entry.port === port && entry.navigation && entry.state === "open"),
	);
	const origin = previews.originOf(port);
	const place = usePreviewedPage(frameRef, origin);
	const path = place?.path ?? target;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another machine, or another attempt, is another connection
	useEffect(() => {
		let wanted = true;
		setConnection({ state: "opening" });
		previews.open(port).then(
			() => wanted && setConnection({ state: "open" }),
			(thrown: unknown) =>
				wanted && setConnection({ state: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) }),
		);
		return () => {
			wanted = false;
		};
	}, [previews, port, machineId, attempt]);

	function load(next: string): void {
		setTarget(next);
		// Also when it is the address already: then it loads anew.
		if (frameRef.current && origin) frameRef.current.src = origin + next;
	}
	function go(event: FormEvent): void {
		event.preventDefault();
		if (typed !== null) load(typedPath(typed));
		setTyped(null);
		frameRef.current?.focus();
	}
	function send(where: "back" | "forward" | "reload"): void {
		if (frameRef.current && origin && place) sendPage(frameRef.current, origin, where);
		else load(target);
	}

	return (
		<section className={styles.area} aria-label={`Preview of port ${port}`}>
			<div className={styles.bar}>
				<IconButton label="Back" aria-disabled={!place?.canGoBack} onClick={() => place?.canGoBack && send("back")}>
					<ArrowLeft />
				</IconButton>
				<IconButton label="Forward" aria-disabled={!place?.canGoForward} onClick={() => place?.canGoForward && send("forward")}>
					<ArrowRight />
				</IconButton>
				<IconButton label="Reload" onClick={() => send("reload")}>
					<RotateCw />
				</IconButton>
				<form className={styles.address} onSubmit={go}>
					<span className={styles.host} aria-hidden="true">
						localhost:{port}
					</span>
					<input
						className={styles.path}
						aria-label={`Path on port ${port}`}
						value={typed ?? path}
						spellCheck={false}
						autoComplete="off"
						onChange={(event) => setTyped(event.target.value)}
						onFocus={(event) => event.target.select()}
						onBlur={() => setTyped(null)}
						onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
					/>
				</form>
				<IconButton label="Requests" aria-pressed={logShown} onClick={() => setLogShown(!logShown)}>
					<ListTree />
				</IconButton>
				<IconButton
					label="Open in a new tab"
					aria-disabled={connection.state !== "open"}
					onClick={() => origin && connection.state === "open" && window.open(newTabAddress(origin, path), "_blank", "noopener")}
				>
					<ExternalLink />
				</IconButton>
				<IconButton label="Close the preview" onClick={onClose}>
					<X />
				</IconButton>
			</div>
			<div className={styles.view}>
				<div className={styles.progress} data-shown={loading || connection.state === "opening" || undefined} aria-hidden="true" />
				{connection.state === "open" && origin ? (
					<iframe
						key={origin}
						ref={frameRef}
						className={styles.frame}
						title={place?.title ? `${place.title} (port ${port})` : `Page at port ${port}`}
						sandbox={FRAME_SANDBOX}
						src={origin + target}
					/>
				) : null}
				{connection.state === "failed" ? (
					<div className={styles.failure} role="alert">
						<h2>The preview did not open</h2>
						<p>
							Pages of containers are shown at an address of their own, <code>{origin ?? "which this site has not set up"}</code>.
							It does not answer, or this browser keeps it from working: private windows and strict settings may. Chrome, Edge and
							Firefox can show it.
						</p>
						<p className={styles.detail}>{connection.message}</p>
						<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>
					</div>
				) : null}
			</div>
			{logShown ? <RequestLog previews={previews} port={port} /> : null}
			<span className="sr-only" role="status">
				{loading ? "Loading" : place ? `Shows ${place.title || place.path}` : ""}
			</span>
		</section>
	);
}
