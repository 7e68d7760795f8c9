"use client";

import { CircleAlert, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { Failure } from "#workspace/failure.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import { failureWords, type Remedy } from "./failure-words.ts";
import card from "./machine-card.module.css";

const remedyLabels: Readonly<Record<Exclude<Remedy, "none">, string>> = {
	"try-again": "Try again",
	reset: "Start a fresh machine",
	reload: "Reload the page",
};

interface FailurePanelProps {
	readonly failure: Failure;
	readonly onStartAgain: () => void;
	/** The text for a bug report. */
	readonly diagnosis: () => Promise<string>;
}

export function FailurePanel({ failure, onStartAgain, diagnosis }: FailurePanelProps) {
	const { title, whatHappened, whatToDo, remedy } = failureWords(failure.name);
	const [copied, setCopied] = useState<boolean | null>(null);
	const copyLabel = copied === null ? "Copy details for a report" : copied ? "Copied" : "Copying is not allowed here";
	return (
		<div className={card.card} role="alert">
			<h2 className={`${card.title} ${card.bad}`}>
				<CircleAlert aria-hidden="true" />
				{title}
			</h2>
			<p className={card.text}>{whatHappened}</p>
			<p className={card.text}>{whatToDo}</p>
			<div className={card.buttons}>
				{remedy === "none" ? null : (
					<Button tone="primary" onClick={remedy === "reload" ? () => location.reload() : onStartAgain}>
						<RotateCcw aria-hidden="true" />
						{remedyLabels[remedy]}
					</Button>
				)}
				<Button onClick={() => void diagnosis().then(copyText).then(setCopied)}>{copyLabel}</Button>
			</div>
			<p className={card.details}>
				<code>
					{failure.name}
					{failure.detail ? `: ${failure.detail}` : ""}
				</code>
			</p>
		</div>
	);
}
