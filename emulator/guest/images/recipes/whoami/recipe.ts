import type { Repository } from "../../recipe.ts";

export const whoami: Repository = {
	name: "whoami",
	description: "Tiny web server that tells which container answered",
	documentation: `Answers every request on port 80 with its host name, addresses, the request and its headers, and the environment.

  docker run -d -p 8080:80 whoami
  docker run -d -p 8080:9000 whoami -port 9000 -name first

-name, or the variable WHOAMI_NAME, adds a line of yours; WHOAMI_PORT_NUMBER is another way to choose the port.
Made by Slipway, of one C file.`,
	images: [
		{
			id: "whoami",
			title: "whoami",
			suite: "trixie",
			packages: [],
			folder: import.meta.url,
			program: "whoami.c",
			version: "1.0",
			tags: () => ["1.0", "1", "latest"],
			settings: { entrypoint: ["/whoami"], ports: ["80/tcp"] },
		},
	],
};
