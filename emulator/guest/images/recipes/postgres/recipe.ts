import type { Repository } from "../../recipe.ts";
import { perl } from "../perl/recipe.ts";

export const postgres: Repository = {
	name: "postgres",
	description: "PostgreSQL, the relational database",
	documentation: `Listens on port 5432; data goes to the volume /var/lib/postgresql/data.

  docker run -d --name db -e POSTGRES_PASSWORD=secret postgres
  docker exec -it db psql -U postgres

Variables, for the first start with an empty volume:
  POSTGRES_PASSWORD          the password of the database's owner; required
  POSTGRES_USER              the owner's name; postgres without it
  POSTGRES_DB                the name of the database; the owner's name without it
  POSTGRES_INITDB_ARGS       more arguments for initdb
  POSTGRES_HOST_AUTH_METHOD  how connections from other hosts prove themselves; "trust" asks for no password
  PGDATA                     the folder of the data
POSTGRES_PASSWORD_FILE, POSTGRES_USER_FILE and POSTGRES_DB_FILE name files that hold the values.
Files *.sh, *.sql and *.sql.gz in /docker-entrypoint-initdb.d run once, in the order of their names.

Built without the just-in-time compiler, whose library is larger than all the rest; texts sort and compare by the rules of C.UTF-8.`,
	images: [
		{
			id: "postgres",
			title: "PostgreSQL",
			from: perl,
			suite: "trixie",
			packages: ["postgresql-17"],
			folder: import.meta.url,
			version: { of: "postgresql-17" },
			tags: (version) => [...new Set([version.full, version.major])].flatMap((tag) => [tag, `${tag}-trixie`]).concat("latest"),
			settings: {
				environment: {
					PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin",
					LANG: "C.UTF-8",
					PG_MAJOR: "17",
					PGDATA: "/var/lib/postgresql/data",
				},
				entrypoint: ["docker-entrypoint.sh"],
				command: ["postgres"],
				volumes: ["/var/lib/postgresql/data"],
				ports: ["5432/tcp"],
				stopSignal: "SIGINT",
			},
		},
	],
};
