import { type Repository, versionTags } from "../../recipe.ts";
import { perl } from "../perl/recipe.ts";

export const memcached: Repository = {
	name: "memcached",
	description: "Cache in memory, over the network",
	documentation: `Listens on port 11211. Arguments are memcached's own:

  docker run -d --name cache memcached
  docker run -d memcached -m 16                  at most 16 MB`,
	images: [
		{
			id: "memcached",
			title: "memcached",
			from: perl,
			suite: "trixie",
			packages: ["memcached"],
			folder: import.meta.url,
			version: { of: "memcached" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "latest"],
			settings: {
				entrypoint: ["docker-entrypoint.sh"],
				command: ["memcached"],
				user: "memcache",
				ports: ["11211/tcp"],
			},
		},
	],
};
