"use client";

import type { ClientRequest } from "#workspace/engine/model.ts";
import { Button } from "../ui/button.tsx";
import styles from "./client-requests.module.css";
import { EmptyState } from "./empty-state.tsx";
import { groupBy } from "./group-by.ts";
import { pathParts, requestWords } from "./request-words.ts";

interface ClientRequestsProps {
	/** Oldest first. */
	readonly requests: readonly ClientRequest[];
	readonly onType: (command: string) => boolean;
	readonly onClear: () => void;
}

/** Of a container or image, as docker's client sends it: as long as its lists show them is enough to tell them apart. */
const LONG_ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

/** What each command asked the engine, the last command first. */
export function ClientRequests({ requests, onType, onClear }: ClientRequestsProps) {
	if (requests.length === 0) {
		return (
			<EmptyState title="Nothing was asked yet" command="docker ps" onType={onType}>
				The docker command does nothing itself: it asks the engine, a server, by HTTP over the socket{" "}
				<code>/var/run/docker.sock</code>. What it asks appears here.
			</EmptyState>
		);
	}
	const commands = [...groupBy(requests, ({ commandKey }) => commandKey).values()].reverse();
	return (
		<>
			<div className={styles.head}>
				<p>
					What each command asked the engine, over <code>/var/run/docker.sock</code>.
				</p>
				<Button size="small" onClick={onClear}>
					Clear
				</Button>
			</div>
			<ol className={styles.commands}>
				{commands.map((asked) => (
					<li key={asked[0]?.commandKey} className={styles.group}>
						<h2 title={asked[0]?.command}>
							<span aria-hidden="true">$ </span>
							{asked[0]?.command}
						</h2>
						<ol className={styles.requests}>
							{asked.map((request) => (
								<Request key={request.id} request={request} />
							))}
						</ol>
					</li>
				))}
			</ol>
		</>
	);
}

function Request({ request }: { request: ClientRequest }) {
	const { version, path, query } = pathParts(request.path);
	const words = requestWords(request.method, request.path);
	return (
		<li className={styles.request}>
			<span className={styles.method} data-method={request.method}>
				{request.method}
			</span>
			<span className={styles.path} title={request.path}>
				<span className={styles.version}>{version}</span>
				{path.replace(LONG_ID, "$1…")}
			</span>
			<span className={styles.status} data-kind={statusKind(request)}>
				{request.status ?? "…"}
			</span>
			<span className={styles.time}>{timeWords(request)}</span>
			{words || query ? (
				<span className={styles.more}>
					{words ? <span className={styles.words}>{words}</span> : null}
					{query ? <code className={styles.query}>{query}</code> : null}
				</span>
			) : null}
		</li>
	);
}

function timeWords({ state, durationMs }: ClientRequest): string {
	if (state === "stream") return "connected";
	if (state === "open" || durationMs === null) return state === "broken" ? "broken off" : "…";
	const time = durationMs < 1000 ? `${durationMs} ms` : `${(durationMs / 1000).toFixed(1)} s`;
	return state === "left" ? `left after ${time}` : state === "broken" ? `broken off after ${time}` : time;
}

function statusKind({ status, state }: ClientRequest): "good" | "warn" | "bad" | "open" {
	if (state === "broken" || (status !== null && status >= 500)) return "bad";
	if (status === null) return "open";
	return status >= 400 ? "warn" : "good";
}
