import { type Image, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

/** The language, and what of it is installed with the databases' clients. */
export const phpCli: Image = {
	id: "php-cli",
	title: "PHP",
	from: debianTrixie,
	suite: "trixie",
	packages: ["php8.4-cli", "php8.4-mysql", "php8.4-pgsql", "php8.4-sqlite3", "php8.4-mbstring", "php8.4-curl", "php8.4-xml"],
	folder: new URL("./cli/", import.meta.url).href,
	version: { of: "php8.4-cli" },
	tags: (version) => [...versionTags(version, ["", "-cli", "-cli-trixie"]), "cli", "latest"],
	settings: { entrypoint: ["docker-php-entrypoint"], command: ["php", "-a"] },
};
