"use client";

import "#components/ui/tokens.css";
import "#components/ui/base.css";
import { Message } from "#components/message/message.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands in for the whole document when even its frame failed. */
export default function GlobalError() {
	return (
		<html lang="en">
			<head>
				<title>Error · Slipway</title>
			</head>
			<body>
				<Message title="Slipway ran into an error" text="The page could not be shown. Reloading usually helps.">
					<Button tone="primary" onClick={() => location.reload()}>
						Reload the page
					</Button>
				</Message>
			</body>
		</html>
	);
}
