import { type Repository, versionTags } from "../../recipe.ts";
import { phpCli } from "./cli.ts";

export const php: Repository = {
	name: "php",
	description: "The PHP language, alone or in the Apache web server",
	documentation: `  docker run -it --rm php php -r 'echo "hello\\n";'
  docker run -d -p 8080:80 -v ./site:/var/www/html php:apache

Extensions that are there: mysqli, pdo_mysql, pgsql, pdo_pgsql, sqlite3, pdo_sqlite, mbstring, curl, xml.
Settings: files in /usr/local/etc/php/conf.d. The tag apache serves /var/www/html on port 80; "a2enmod rewrite" works in a Dockerfile.`,
	images: [
		phpCli,
		{
			id: "php-apache",
			title: "PHP in Apache",
			from: phpCli,
			suite: "trixie",
			packages: ["apache2", "libapache2-mod-php8.4"],
			folder: new URL("./apache/", import.meta.url).href,
			version: { of: "libapache2-mod-php8.4" },
			tags: (version) => [...versionTags(version, ["-apache", "-apache-trixie"]), "apache"],
			settings: {
				environment: { APACHE_CONFDIR: "/etc/apache2", APACHE_ENVVARS: "/etc/apache2/envvars" },
				command: ["apache2-foreground"],
				workingFolder: "/var/www/html",
				ports: ["80/tcp"],
				stopSignal: "SIGWINCH",
			},
		},
	],
};
