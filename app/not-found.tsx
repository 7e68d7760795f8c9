import type { Metadata } from "next";
import Link from "next/link";
import { Message } from "#components/message/message.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
	return (
		<Message title="There is no such page" text="The address may be mistyped, or the page has moved.">
			<Link href="/sandbox" className={buttonClass({ tone: "primary" })}>
				Open the sandbox
			</Link>
			<Link href="/" className={buttonClass({})}>
				Start page
			</Link>
		</Message>
	);
}
