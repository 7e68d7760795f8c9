import { type Image, type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

const slim: Image = {
	id: "node",
	title: "Node.js",
	from: debianTrixie,
	suite: "trixie",
	packages: ["nodejs"],
	folder: import.meta.url,
	version: { of: "nodejs" },
	tags: (version) => [...versionTags(version, ["-slim", "-trixie-slim"]), "lts-slim", "slim"],
	settings: { entrypoint: ["docker-entrypoint.sh"], command: ["node"] },
};

export const node: Repository = {
	name: "node",
	description: "JavaScript on the server",
	documentation: `  docker run -it node:slim                      the prompt of JavaScript
  docker run -v ./app:/app -w /app node node server.js

The user node (1000) is there for programs that need no more rights. Tags with "-slim" are without npm. npm runs a project's scripts
(npm start, npm test); the npm registry is out of reach from here.`,
	images: [
		slim,
		{
			id: "node-npm",
			title: "Node.js with npm",
			from: slim,
			suite: "trixie",
			packages: ["npm"],
			version: { of: "nodejs" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "lts", "latest"],
		},
	],
};
