import "#components/ui/tokens.css";
import "#components/ui/base.css";
// Here rather than with the error page alone: Next would preload it for every page, and browsers complain of a file nobody used.
import "#components/message/message.module.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { themeScript } from "#components/ui/theme.ts";
import { ownNameScript } from "./own-name.ts";

const sans = localFont({
	src: "../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
	weight: "100 700",
	variable: "--font-sans",
});
const mono = localFont({
	src: "../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
	weight: "100 800",
	variable: "--font-mono",
	adjustFontFallback: false,
});

export const metadata: Metadata = {
	title: { default: "Slipway: a real Docker Engine in your browser", template: "%s · Slipway" },
	description:
		"Learn containers with the real Docker Engine, running on a Linux PC inside this browser tab. Nothing to install, no account.",
	applicationName: "Slipway",
	formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
	themeColor: [
		{ media: "(prefers-color-scheme: dark)", color: "#0d141b" },
		{ media: "(prefers-color-scheme: light)", color: "#f4f2ec" },
	],
	// The on-screen keyboard takes its room from the terminal instead of covering it.
	interactiveWidget: "resizes-content",
};

export default function RootLayout({ children }: { children: ReactNode }) {
	return (
		// The script sets the chosen theme on this element before React takes the page over.
		<html lang="en" className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
			<head>
				{process.env.NODE_ENV === "production" && !process.env.SLIPWAY_PREVIEW_ORIGIN ? (
					// biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; later, the page would load twice
					<script dangerouslySetInnerHTML={{ __html: ownNameScript }} />
				) : null}
				{/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant; anything later would flash the wrong theme */}
				<script dangerouslySetInnerHTML={{ __html: themeScript }} />
			</head>
			<body>{children}</body>
		</html>
	);
}
