"use client";

import { Message } from "#components/message/message.tsx";
import { Button } from "#components/ui/button.tsx";

/** Anything a page could not cope with. A reload also brings files that did not arrive, which is the likeliest cause. */
export default function PageError() {
	return (
		<Message
			title="This page ran into an error"
			text="A file may not have arrived, or there is a defect in Slipway. A machine that was running in this page is gone."
		>
			<Button tone="primary" onClick={() => location.reload()}>
				Reload the page
			</Button>
		</Message>
	);
}
