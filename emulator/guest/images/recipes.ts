/** Every image of the site but those that a fresh machine has already (images.ts). */
import type { Image, Repository } from "./recipe.ts";
import { adminer } from "./recipes/adminer/recipe.ts";
import { caddy } from "./recipes/caddy/recipe.ts";
import { debian } from "./recipes/debian/recipe.ts";
import { gcc } from "./recipes/gcc/recipe.ts";
import { httpd } from "./recipes/httpd/recipe.ts";
import { mariadb } from "./recipes/mariadb/recipe.ts";
import { memcached } from "./recipes/memcached/recipe.ts";
import { nginx } from "./recipes/nginx/recipe.ts";
import { node } from "./recipes/node/recipe.ts";
import { php } from "./recipes/php/recipe.ts";
import { postgres } from "./recipes/postgres/recipe.ts";
import { python } from "./recipes/python/recipe.ts";
import { redis } from "./recipes/redis/recipe.ts";
import { registry } from "./recipes/registry/recipe.ts";
import { whoami } from "./recipes/whoami/recipe.ts";

export const repositories: readonly Repository[] = [
	adminer,
	caddy,
	debian,
	gcc,
	httpd,
	mariadb,
	memcached,
	nginx,
	node,
	php,
	postgres,
	python,
	redis,
	registry,
	whoami,
];

/** Every image once, each after the one it is built on; those that are only built on are among them. */
export function allImages(from: readonly Repository[] = repositories): Image[] {
	const images = new Set<Image>();
	function add(image: Image): void {
		if (image.from !== undefined) add(image.from);
		images.add(image);
	}
	for (const image of from.flatMap((repository) => repository.images)) add(image);
	return [...images];
}
