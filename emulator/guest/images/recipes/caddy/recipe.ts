import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const caddy: Repository = {
	name: "caddy",
	description: "Web server with a short configuration",
	documentation: `Serves /usr/share/caddy on port 80.

  docker run -d -p 8080:80 -v ./site:/usr/share/caddy caddy
  docker run -d -p 8080:80 -v ./Caddyfile:/etc/caddy/Caddyfile caddy

Certificates from the Internet are not to be had here: sites in a Caddyfile begin with http:// or a port, or say "tls internal".`,
	images: [
		{
			id: "caddy",
			title: "Caddy",
			from: debianTrixie,
			suite: "trixie",
			packages: ["caddy"],
			folder: import.meta.url,
			version: { of: "caddy" },
			tags: (version) => [...versionTags(version), "latest"],
			settings: {
				environment: { XDG_CONFIG_HOME: "/config", XDG_DATA_HOME: "/data" },
				command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
				workingFolder: "/srv",
				volumes: ["/config", "/data"],
				ports: ["80/tcp", "443/tcp", "443/udp", "2019/tcp"],
			},
		},
	],
};
