import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const mariadb: Repository = {
	name: "mariadb",
	description: "MariaDB, the relational database that speaks MySQL",
	documentation: `Listens on port 3306; data goes to the volume /var/lib/mysql.

  docker run -d --name db -e MARIADB_ROOT_PASSWORD=secret mariadb
  docker exec -it db mariadb -uroot -psecret

Variables, for the first start with an empty volume; names with MYSQL_ instead of MARIADB_ do as well:
  MARIADB_ROOT_PASSWORD                root's password; or one of the next two
  MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1  root has none
  MARIADB_RANDOM_ROOT_PASSWORD=1       one is made up and printed to the logs
  MARIADB_DATABASE                     a database to create
  MARIADB_USER, MARIADB_PASSWORD       a user to create, who may do everything in that database
Names with _FILE at the end name files that hold the values.
Files *.sh, *.sql and *.sql.gz in /docker-entrypoint-initdb.d run once, in the order of their names.
Connections are encrypted with a certificate that is made at the first start, or with yours: set ssl-cert and ssl-key.
Settings: files in /etc/mysql/conf.d. "healthcheck.sh --connect" tells whether the server takes connections.`,
	images: [
		{
			id: "mariadb",
			title: "MariaDB",
			from: debianTrixie,
			suite: "trixie",
			packages: ["mariadb-server-core", "mariadb-client-core", "openssl"],
			folder: import.meta.url,
			version: { of: "mariadb-server-core" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "lts", "latest"],
			settings: {
				environment: { LANG: "C.UTF-8" },
				entrypoint: ["docker-entrypoint.sh"],
				command: ["mariadbd"],
				volumes: ["/var/lib/mysql"],
				ports: ["3306/tcp"],
			},
		},
	],
};
