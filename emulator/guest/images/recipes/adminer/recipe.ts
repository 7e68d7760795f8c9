import { type Repository, versionTags } from "../../recipe.ts";
import { phpCli } from "../php/cli.ts";

export const adminer: Repository = {
	name: "adminer",
	description: "Databases in the browser",
	documentation: `A page on port 8080 that shows and changes MariaDB, MySQL, PostgreSQL and SQLite databases.

  docker run -d -p 8080:8080 --link db adminer

ADMINER_DEFAULT_SERVER is the host name that the page proposes; without it, "db".`,
	images: [
		{
			id: "adminer",
			title: "Adminer",
			from: phpCli,
			suite: "trixie",
			packages: ["adminer", "php8.4-cgi"],
			folder: import.meta.url,
			version: { of: "adminer" },
			tags: (version) => [...versionTags(version), "standalone", "latest"],
			settings: {
				environment: { ADMINER_DEFAULT_SERVER: "db" },
				entrypoint: ["entrypoint.sh"],
				command: ["php", "-S", "[::]:8080", "-t", "/var/www/html"],
				workingFolder: "/var/www/html",
				user: "www-data",
				ports: ["8080/tcp"],
			},
		},
	],
};
