"use client";

import { useRouter } from "next/navigation";
import { Component, type ReactNode, useEffect, useState } from "react";
import { Message } from "#components/message/message.tsx";

/** How the message of a LessonError begins (lessons/catalog/problems.ts). */
const mistakes = /^(?:A mistake in a lesson|\d+ mistakes in lessons):/;

/**
 * For authors: shows the page anew when a lesson changes on the disk, with the machine as it is, and mistakes of lessons instead of the
 * page. Not part of a built site.
 */
export function FollowFiles({ children }: { readonly children: ReactNode }) {
	const router = useRouter();
	const [changes, setChanges] = useState(0);
	useEffect(() => {
		const source = new EventSource("/lessons/changes");
		source.onmessage = () => {
			router.refresh();
			setChanges((count) => count + 1);
		};
		return () => source.close();
	}, [router]);
	return <Mistakes changes={changes}>{children}</Mistakes>;
}

interface MistakesProps {
	readonly changes: number;
	readonly children: ReactNode;
}

/** Only a class can catch what a page throws. */
class Mistakes extends Component<MistakesProps, { readonly error?: Error }> {
	override state: { readonly error?: Error } = {};

	static getDerivedStateFromError(error: Error): { error: Error } {
		return { error };
	}

	override componentDidUpdate(before: MistakesProps): void {
		// What is refreshed while a mistake is shown cannot take its place.
		if (this.state.error !== undefined && before.changes !== this.props.changes) location.reload();
	}

	override render(): ReactNode {
		const { error } = this.state;
		if (error === undefined) return this.props.children;
		if (!mistakes.test(error.message)) throw error;
		return (
			<Message title="A lesson has mistakes" text="The page comes back when they are mended.">
				<pre>{error.message}</pre>
			</Message>
		);
	}
}
