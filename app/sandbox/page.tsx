import type { Metadata } from "next";
import { Sandbox } from "./sandbox.tsx";

export const metadata: Metadata = {
	title: "Sandbox",
	description: "A Linux PC with the real Docker Engine, in this tab. Try anything; a reset makes it new.",
};

export default function SandboxPage() {
	return <Sandbox />;
}
