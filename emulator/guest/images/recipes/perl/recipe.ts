import type { Image } from "../../recipe.ts";
import { debianTrixie } from "../debian/recipe.ts";

/** Several programs bring all of Perl along: in a layer of its own it is pulled once. */
export const perl: Image = {
	id: "perl",
	title: "Perl",
	from: debianTrixie,
	suite: "trixie",
	packages: ["perl"],
	version: { of: "perl" },
	tags: () => [],
};
