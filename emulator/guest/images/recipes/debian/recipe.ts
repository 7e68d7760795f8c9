import type { Image, Repository, Suite } from "../../recipe.ts";

/** What every other image is built on. */
export const debianTrixie = release("trixie", "13", ["stable", "latest"]);
// Instead of a package that merges /bin into /usr/bin with the help of Perl: here it is merged from the start.
export const debianBookworm = release("bookworm", "12", ["oldstable"], ["usr-is-merged"]);

export const debian: Repository = {
	name: "debian",
	description: "Debian, small: apt-get and the packages every Debian system has",
	documentation: `A small Debian system for containers, without manuals and translations. Tags with and without "-slim" are the same image.

  docker run -it debian bash
  RUN apt-get update && apt-get install -y curl        in a Dockerfile

Packages come from http://deb.lab/debian, a part of the Debian archive that this site has: a few dozen programs and what they need.
The signature of that archive is not checked ("Trusted: yes"), as its lists are the site's own.`,
	images: [debianTrixie, debianBookworm],
};

function release(suite: Suite, version: string, alsoCalled: readonly string[], more: readonly string[] = []): Image {
	return {
		id: `debian-${suite}`,
		suite,
		packages: ["?essential", "?priority(required)", "apt", "debian-archive-keyring", ...more],
		folder: import.meta.url,
		version,
		tags: () => [suite, version, ...alsoCalled].flatMap((tag) => (tag === "latest" ? [tag] : [tag, `${tag}-slim`])),
		settings: { command: ["bash"] },
		title: `Debian (${suite})`,
	};
}
