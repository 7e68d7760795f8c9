/** What a recipe says about an image. The layers are made of Debian packages and of files beside the recipe. */

export type Suite = "trixie" | "bookworm";

/** A name that `docker pull` knows, with the images that its tags lead to. */
export interface Repository {
	/** As on Docker Hub, without `library/`. */
	readonly name: string;
	/** One line, for `docker search` and the catalogue. */
	readonly description: string;
	/** How it is used: variables, volumes, ports; plain text. */
	readonly documentation: string;
	readonly images: readonly Image[];
}

export interface Image {
	/** Unique among all images; names the layers' build steps. */
	readonly id: string;
	/** Whose layers are below: the part that `docker pull` finds to be there already. Without it the root is empty. */
	readonly from?: Image;
	readonly suite: Suite;
	/** Debian packages of its first layer. What they depend on follows; recommendations do not. */
	readonly packages: readonly string[];
	/**
	 * The folder of the recipe (`import.meta.url`), where any of these may be: `prepare.sh`, run in the image before the packages are
	 * installed, and `finish.sh`, run after it; both belong to the layer of packages. `files/`, copied into the image, and then `setup.sh`:
	 * the layer of configuration.
	 */
	readonly folder?: string;
	/** The package whose version the tags tell, or the version itself. */
	readonly version: { readonly of: string } | string;
	/** A C file beside the recipe, compiled to a static program of the same name in the image's root. */
	readonly program?: string;
	/** Of an image that others are built on, and nobody pulls: none. */
	readonly tags: (version: Version) => readonly string[];
	readonly settings?: Settings;
	/** For the label `org.opencontainers.image.title`. */
	readonly title: string;
}

/** What a container of the image gets when `docker run` does not say otherwise. */
export interface Settings {
	readonly environment?: Readonly<Record<string, string>>;
	readonly entrypoint?: readonly string[];
	readonly command?: readonly string[];
	readonly workingFolder?: string;
	readonly user?: string;
	/** Such as `80/tcp`. */
	readonly ports?: readonly string[];
	readonly volumes?: readonly string[];
	readonly stopSignal?: string;
}

export interface Version {
	/** Without Debian's own additions: `1.26.3`. */
	readonly full: string;
	/** The first number: `1`. */
	readonly major: string;
	/** The first two: `1.26`. */
	readonly minor: string;
}

/** `5:8.0.2-3+deb13u2` is version 8.0.2 of what Debian packages. */
export function upstreamVersion(debianVersion: string): Version {
	const full = /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(debianVersion)?.[1];
	if (full === undefined) throw new Error(`not a version that tags can be made of: ${debianVersion}`);
	const [major = full, second] = full.split(".");
	return { full, major, minor: second === undefined ? major : `${major}.${second}` };
}

/** `1.26.3`, `1.26` and `1`, each with the suffixes: `["", "-slim"]`. */
export function versionTags({ full, minor, major }: Version, suffixes: readonly string[] = [""]): string[] {
	return [...new Set([full, minor, major])].flatMap((version) => suffixes.map((suffix) => `${version}${suffix}`));
}
