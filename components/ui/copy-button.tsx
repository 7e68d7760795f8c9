"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./icon-button.tsx";

const SHOW_RESULT_MS = 2000;

/** Copies a text, and says for two seconds whether it did. */
export function CopyButton({ text, label = "Copy" }: { readonly text: string; readonly label?: string }) {
	const [result, setResult] = useState<"copied" | "not-copied" | null>(null);
	useEffect(() => {
		if (!result) return;
		const timer = setTimeout(() => setResult(null), SHOW_RESULT_MS);
		return () => clearTimeout(timer);
	}, [result]);
	return (
		<>
			<IconButton
				label={result === "copied" ? "Copied" : result === "not-copied" ? "Copying is not allowed here" : label}
				onClick={() => void copyText(text).then((copied) => setResult(copied ? "copied" : "not-copied"))}
			>
				{result === "copied" ? <Check /> : <Copy />}
			</IconButton>
			<span className="sr-only" role="status">
				{result === "copied" ? "Copied" : ""}
			</span>
		</>
	);
}
