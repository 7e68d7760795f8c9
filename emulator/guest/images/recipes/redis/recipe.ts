import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const redis: Repository = {
	name: "redis",
	description: "Key-value store in memory",
	documentation: `Listens on port 6379 of all addresses; data goes to the volume /data.

  docker run -d --name store redis
  docker exec -it store redis-cli
  docker run -d redis redis-server --appendonly yes --requirepass secret

Arguments that begin with "-", and names of configuration files, are given to redis-server.`,
	images: [
		{
			id: "redis",
			title: "Redis",
			from: debianTrixie,
			suite: "trixie",
			packages: ["redis-server"],
			folder: import.meta.url,
			version: { of: "redis-server" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "latest"],
			settings: {
				entrypoint: ["docker-entrypoint.sh"],
				command: ["redis-server"],
				workingFolder: "/data",
				volumes: ["/data"],
				ports: ["6379/tcp"],
			},
		},
	],
};
