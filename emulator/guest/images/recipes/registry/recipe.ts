import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const registry: Repository = {
	name: "registry",
	description: "A registry of your own for images",
	documentation: `Listens on port 5000; images go to the volume /var/lib/registry.

  docker run -d -p 5000:5000 --name registry registry
  docker tag busybox localhost:5000/busybox && docker push localhost:5000/busybox

Configuration: /etc/docker/registry/config.yml (also at /etc/distribution/config.yml), or variables such as
REGISTRY_STORAGE_DELETE_ENABLED=true.`,
	images: [
		{
			id: "registry",
			title: "Distribution registry",
			from: debianTrixie,
			suite: "trixie",
			packages: ["docker-registry", "ca-certificates"],
			folder: import.meta.url,
			version: { of: "docker-registry" },
			tags: (version) => [...versionTags(version), "latest"],
			settings: {
				entrypoint: ["/entrypoint.sh"],
				command: ["/etc/docker/registry/config.yml"],
				volumes: ["/var/lib/registry"],
				ports: ["5000/tcp"],
			},
		},
	],
};
