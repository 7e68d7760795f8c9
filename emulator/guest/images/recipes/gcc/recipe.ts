import { type Repository, versionTags } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

export const gcc: Repository = {
	name: "gcc",
	description: "C and C++ compiler with make",
	documentation: `For the first stage of a build; optimisation across files (-flto) and sanitizers are left out.

  FROM gcc AS build
  COPY hello.c .
  RUN gcc -static -o hello hello.c

  FROM scratch
  COPY --from=build /hello /hello
  CMD ["/hello"]`,
	images: [
		{
			id: "gcc",
			title: "GNU Compiler Collection",
			from: debianTrixie,
			suite: "trixie",
			packages: ["gcc", "g++", "libc6-dev", "make"],
			folder: import.meta.url,
			version: { of: "gcc-14" },
			tags: (version) => [...versionTags(version, ["", "-trixie"]), "latest"],
			settings: { command: ["bash"] },
		},
	],
};
