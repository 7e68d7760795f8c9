import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const nginx: Repository = {
	name: "nginx",
	description: "Web server and reverse proxy",
	documentation: `Serves /usr/share/nginx/html on port 80; its logs are what docker logs shows.

  docker run -d -p 8080:80 -v ./site:/usr/share/nginx/html:ro nginx

Configuration: /etc/nginx/nginx.conf, which includes /etc/nginx/conf.d/*.conf; conf.d/default.conf is the site on port 80.
Files /etc/nginx/templates/*.template are put into conf.d at start, with \${NAME} replaced by the environment variable of that name.
Scripts /docker-entrypoint.d/*.sh run before nginx starts.`,
	images: [
		{
			id: "nginx",
			title: "nginx",
			from: debianTrixie,
			suite: "trixie",
			packages: ["nginx"],
			folder: import.meta.url,
			version: { of: "nginx" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "stable", "latest"],
			settings: {
				entrypoint: ["/docker-entrypoint.sh"],
				command: ["nginx", "-g", "daemon off;"],
				ports: ["80/tcp"],
				stopSignal: "SIGQUIT",
			},
		},
	],
};
