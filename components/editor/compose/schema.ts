/**
 * Compose files as Compose 2.26 takes them, for completion, hover and validation. Every key that it knows is here (compared with the
 * schema in that very program), since it refuses others; those that lessons use also say what they hold. Written for this editor: the
 * explanations speak to somebody who sees the key for the first time.
 */
import type { JSONSchema } from "monaco-yaml";
import { eitherOr, keys, listOrMap, map, stringOrNumber, text, yesNo } from "./parts.ts";
import { serviceSchema } from "./service.ts";

const driver = {
	driver: text("Which plug-in provides it. Leave it out for Docker's own."),
	driver_opts: map(stringOrNumber(), "Settings of the driver."),
	external: yesNo("It exists already: Compose uses it, and neither makes nor removes it."),
	labels: listOrMap("Names and values of your own, to find it again by."),
	name: text("The real name, when it shall not begin with the project's."),
} satisfies Record<string, JSONSchema>;

const network = keys("A network: its services reach one another by name.", {
	...driver,
	attachable: yesNo("Containers from outside of this project may join."),
	enable_ipv4: yesNo("Give IPv4 addresses, as it does anyway."),
	enable_ipv6: yesNo("Also give IPv6 addresses."),
	internal: yesNo("No way out: only the services on it are reached."),
	ipam: keys("Which addresses it hands out.", {
		driver: text("Usually `default`."),
		config: { type: "array", items: { type: "object" } },
		options: map(text()),
	}),
});

const fileSource = keys("Content that is put into containers as a file.", {
	...driver,
	content: text("The content itself."),
	environment: text("A variable of your shell that holds it."),
	file: text("A file beside this one that holds it."),
	template_driver: text(),
});

export const composeSchema: JSONSchema = keys("A Compose file: the containers of one application, and what they share.", {
	name: text(
		"The project's name. It begins the names of its containers, networks and volumes; the folder's name is the default.",
	),
	version: text("A leftover of old files. Compose ignores it and says so."),
	services: map(serviceSchema, "The containers of the application, each under the name by which the others reach it."),
	volumes: map(orNothing(keys("A volume: data that outlives containers.", driver)), "Volumes that services mount by name."),
	networks: map(orNothing(network), "Networks beside the default one, which every service joins by itself."),
	configs: map(orNothing(fileSource), "Files of settings for services."),
	secrets: map(orNothing(fileSource), "Files with secrets for services, below /run/secrets."),
	include: { type: "array", items: eitherOr(text(), { type: "object" }), description: "Other Compose files to take in." },
});

/** `data:` alone is a volume with all its defaults. */
function orNothing(schema: JSONSchema): JSONSchema {
	return { ...schema, type: ["object", "null"] };
}
