import type { ComponentProps } from "react";
import styles from "./button.module.css";

interface ButtonLook {
	readonly tone?: "primary" | "plain" | undefined;
	readonly size?: "small" | "medium" | "large" | undefined;
}

export function Button({ tone, size, className, ...props }: ComponentProps<"button"> & ButtonLook) {
	return <button type="button" {...props} className={buttonClass({ tone, size }, className)} />;
}

/** The look of a button, for links that lead somewhere else. */
export function buttonClass({ tone = "plain", size = "medium" }: ButtonLook, extra?: string): string {
	const looks = [styles.button, tone === "primary" && styles.primary, size !== "medium" && styles[size], extra];
	return looks.filter(Boolean).join(" ");
}
