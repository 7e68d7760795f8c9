import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const python: Repository = {
	name: "python",
	description: "The Python language, with pip",
	documentation: `  docker run -it python                         the prompt of Python
  docker run -v ./app:/app -w /app python:3.13-slim python app.py

python, python3, pip and venv are Debian's. pip may install into the system, as a container is nobody's system; the Python package index
is out of reach from here. Tags with and without "-slim" are the same image.`,
	images: [
		{
			id: "python",
			title: "Python",
			from: debianTrixie,
			suite: "trixie",
			packages: ["python3", "python3-pip", "python3-venv", "ca-certificates"],
			folder: import.meta.url,
			version: { of: "python3" },
			tags: (version) => [...versionTags(version, ["", "-slim", "-trixie", "-slim-trixie"]), "slim", "latest"],
			settings: {
				environment: { LANG: "C.UTF-8", PIP_BREAK_SYSTEM_PACKAGES: "1", PIP_ROOT_USER_ACTION: "ignore" },
				command: ["python3"],
			},
		},
	],
};
