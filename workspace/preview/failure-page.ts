/** What is shown where a guest's page was wanted and none came. */
import { asMachineError } from "#emulator/errors.ts";
import type { MessagePage } from "#preview/message-page.ts";

export interface FailureFacts {
	readonly thrown: unknown;
	readonly port: number;
	/** The container that publishes the port; undefined when none does. */
	readonly container: string | undefined;
	/** Whether asking again changes nothing: a form is not sent twice by itself. */
	readonly repeatable: boolean;
}

export function failurePage({ thrown, port, container, repeatable }: FailureFacts): MessagePage {
	const { name, detail, message } = asMachineError(thrown, "PortUnavailableError");
	if (name !== "PortUnavailableError") {
		return {
			title: "The machine does not answer",
			text: "It is off, starting, or was reset. Containers that were running in it have to be started again.",
			retry: repeatable,
			detail: message,
		};
	}
	if (container === undefined) {
		return {
			title: `No container publishes port ${port}`,
			text: `Start one with “-p ${port}:80”, where 80 is the port that the program in the container listens on. “docker ps” lists what is published.`,
			retry: repeatable,
		};
	}
	if (detail === "refused" || detail === "reset" || detail === "closed" || detail === "timeout") {
		return {
			title: `Nothing answers at port ${port} yet`,
			text: `The container “${container}” publishes it, but no program in it takes connections. It may still be starting, listen on another port, or only on 127.0.0.1 inside the container. “docker logs ${container}” tells more.`,
			retry: repeatable,
		};
	}
	return {
		title: `Port ${port} does not speak HTTP`,
		text: `A program in the container “${container}” took the connection and gave no answer that a browser understands. Not everything that listens is a web server.`,
		retry: false,
		detail: message,
	};
}
