/** The key `build` of a service. */
import type { JSONSchema } from "monaco-yaml";
import { eitherOr, keys, listOrMap, stringOrNumber, strings, text, yesNo } from "./parts.ts";

const secret = eitherOr(text(), { type: "object" });

export const buildSchema: JSONSchema = eitherOr(
	text("The folder with the Dockerfile; `.` is this one."),
	keys("How the image is built.", {
		context: text("The folder that is sent to the builder: COPY sees nothing outside of it."),
		dockerfile: text("The Dockerfile's name, as seen from the context, when it is another one."),
		dockerfile_inline: text("The Dockerfile itself, written here."),
		args: listOrMap("Values for the ARG instructions."),
		target: text("The build stage to stop at."),
		tags: strings("More names for the image."),
		labels: listOrMap("Labels of the image."),
		no_cache: yesNo("Build every step anew."),
		pull: yesNo("Look for a newer base image each time."),
		network: text("The network that RUN has."),
		cache_from: strings("Images to take finished layers from."),
		cache_to: strings("Where to leave the cache."),
		platforms: strings("The platforms to build for. Here that is `linux/386`."),
		additional_contexts: listOrMap("More folders, by name, for COPY --from."),
		extra_hosts: listOrMap("Host names known during the build."),
		secrets: { type: "array", items: secret, description: "Secrets that RUN --mount=type=secret sees." },
		ssh: listOrMap("SSH keys for the build."),
		shm_size: stringOrNumber("The size of /dev/shm during the build."),
		ulimits: { type: "object" },
		entitlements: strings(),
		isolation: text(),
		privileged: yesNo("Allow everything to RUN."),
	}),
	"Builds the service's image instead of pulling it: a folder, or how.",
);
