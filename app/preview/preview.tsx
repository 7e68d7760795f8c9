"use client";

import { Message } from "#components/message/message.tsx";
import { PreviewPage } from "#components/preview/preview-page.tsx";

export function Preview() {
	return (
		<PreviewPage
			renderNothing={(text) => (
				<Message title="There is no preview here" text={text}>
					{null}
				</Message>
			)}
		/>
	);
}
