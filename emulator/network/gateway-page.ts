/** `http://gateway.lab/`: tells what else there is. */
import type { HttpService, NetworkService } from "./service.ts";

export const gatewayName = "gateway.lab";

export function gatewayPage(services: readonly NetworkService[]): HttpService {
	return {
		kind: "http",
		name: gatewayName,
		description: "this page",
		handle: async (request) => {
			if (new URL(request.url).pathname !== "/") return new Response("There is only one page here: /\n", { status: 404 });
			return new Response(listOf([gatewayPage(services), ...services]), {
				headers: { "Content-Type": "text/plain; charset=utf-8" },
			});
		},
	};
}

function listOf(services: readonly NetworkService[]): string {
	const width = Math.max(...services.map(({ name }) => name.length));
	const lines = services.map(({ name, description, ...service }) => {
		const port = service.kind === "tcp" ? ` (TCP port ${service.port})` : "";
		return `  ${name.padEnd(width)}  ${description}${port}`;
	});
	const about = "This is the gateway of your machine's network, which ends here: the Internet is not behind it.";
	return `${about}\n\nNames it knows:\n\n${lines.join("\n")}\n`;
}
