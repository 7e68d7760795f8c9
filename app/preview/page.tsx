import type { Metadata } from "next";
import { Preview } from "./preview.tsx";

export const metadata: Metadata = { title: "Preview", robots: { index: false } };

export default function PreviewRoute() {
	return <Preview />;
}
