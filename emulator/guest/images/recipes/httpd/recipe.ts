import { type Repository, versionTags } from "../../recipe.ts";
import { perl } from "../perl/recipe.ts";

export const httpd: Repository = {
	name: "httpd",
	description: "The Apache HTTP server",
	documentation: `Serves /usr/local/apache2/htdocs on port 80; its logs are what docker logs shows.

  docker run -d -p 8080:80 -v ./site:/usr/local/apache2/htdocs httpd

Configuration: /usr/local/apache2/conf/httpd.conf, which loads more modules on a line of LoadModule (they are in modules/) and includes
conf/extra/*.conf.`,
	images: [
		{
			id: "httpd",
			title: "Apache HTTP Server",
			from: perl,
			suite: "trixie",
			packages: ["apache2-bin", "media-types"],
			folder: import.meta.url,
			version: { of: "apache2-bin" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "latest"],
			settings: {
				environment: {
					HTTPD_PREFIX: "/usr/local/apache2",
					PATH: "/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
				},
				command: ["httpd-foreground"],
				workingFolder: "/usr/local/apache2",
				ports: ["80/tcp"],
				stopSignal: "SIGWINCH",
			},
		},
	],
};
