/** Which ports of the machine lead to containers, as the engine lists them. */
import * as z from "zod/mini";

export interface PublishedPort {
	readonly hostPort: number;
	/** The port inside the container. */
	readonly containerPort: number;
	readonly container: string;
	readonly image: string;
}

/** The part that is used of an answer to `/containers/json`. */
const containers = z.array(
	z.object({
		Names: z.array(z.string()),
		Image: z.string(),
		Ports: z.array(z.object({ PrivatePort: z.number(), PublicPort: z.optional(z.number()), Type: z.string() })),
	}),
);

/** One for each TCP port, lowest first; the engine lists IPv4 and IPv6 separately. @throws ZodError when the answer is no such list */
export function publishedPorts(answer: unknown): PublishedPort[] {
	const byPort = new Map<number, PublishedPort>();
	for (const { Names: names, Image: image, Ports: ports } of containers.parse(answer)) {
		for (const { PrivatePort: containerPort, PublicPort: hostPort, Type: type } of ports) {
			if (hostPort === undefined || type !== "tcp") continue;
			byPort.set(hostPort, { hostPort, containerPort, container: (names[0] ?? "").replace(/^\//, ""), image });
		}
	}
	return [...byPort.values()].sort((a, b) => a.hostPort - b.hostPort);
}
