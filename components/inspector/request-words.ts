/** What requests to the Docker Engine API mean, for people who read their first ones. */

/** Path without version and query: `*` stands for one part, `**` for the rest. The first that fits counts. */
const MEANINGS: readonly (readonly [method: string, path: string, words: string])[] = [
	["HEAD", "/_ping", "Is the engine there, and which version does it speak?"],
	["GET", "/_ping", "Is the engine there?"],
	["GET", "/version", "Which version is the engine?"],
	["GET", "/info", "How is the engine set up?"],
	["GET", "/events", "Tell me what happens from now on"],
	["GET", "/system/df", "What takes how much disk?"],
	["POST", "/auth", "Are these the right name and password for a registry?"],
	["GET", "/containers/json", "List containers"],
	["POST", "/containers/create", "Create a container"],
	["POST", "/containers/prune", "Remove all stopped containers"],
	["GET", "/containers/*/json", "Inspect a container"],
	["POST", "/containers/*/start", "Start it"],
	["POST", "/containers/*/stop", "Stop it"],
	["POST", "/containers/*/restart", "Restart it"],
	["POST", "/containers/*/kill", "Send it a signal"],
	["POST", "/containers/*/pause", "Freeze it"],
	["POST", "/containers/*/unpause", "Let it go on"],
	["POST", "/containers/*/rename", "Rename it"],
	["POST", "/containers/*/update", "Change its limits"],
	["POST", "/containers/*/wait", "Tell me when it ends"],
	["POST", "/containers/*/attach", "Connect me to its input and output"],
	["POST", "/containers/*/resize", "My terminal has another size"],
	["GET", "/containers/*/logs", "Give me what it wrote"],
	["GET", "/containers/*/stats", "What does it use?"],
	["GET", "/containers/*/top", "Which processes run in it?"],
	["GET", "/containers/*/changes", "What did it change in its files?"],
	["GET", "/containers/*/archive", "Give me files out of it"],
	["PUT", "/containers/*/archive", "Put files into it"],
	["HEAD", "/containers/*/archive", "Is there such a file in it?"],
	["POST", "/containers/*/exec", "Prepare another process in it"],
	["DELETE", "/containers/*", "Remove it"],
	["POST", "/exec/*/start", "Start that process, and connect me to it"],
	["POST", "/exec/*/resize", "My terminal has another size"],
	["GET", "/exec/*/json", "How did that process end?"],
	["GET", "/images/json", "List images"],
	["POST", "/images/create", "Pull an image"],
	["POST", "/images/load", "Load images from an archive"],
	["GET", "/images/get", "Save images as an archive"],
	["POST", "/images/prune", "Remove images that nothing needs"],
	["GET", "/images/search", "Search a registry"],
	["GET", "/images/**/json", "Inspect an image"],
	["GET", "/images/**/history", "How was it made?"],
	["POST", "/images/**/push", "Push it to a registry"],
	["POST", "/images/**/tag", "Give it another name"],
	["GET", "/images/**/get", "Save it as an archive"],
	["DELETE", "/images/**", "Remove an image, or one of its names"],
	["GET", "/distribution/**", "What does the registry know of it?"],
	["POST", "/commit", "Make an image of a container"],
	["POST", "/build", "Build an image"],
	["POST", "/build/prune", "Empty the build cache"],
	["POST", "/session", "Open a channel for the build: files, secrets, progress"],
	["POST", "/grpc", "Speak to the builder directly"],
	["GET", "/networks", "List networks"],
	["POST", "/networks/create", "Create a network"],
	["POST", "/networks/prune", "Remove networks that nothing uses"],
	["POST", "/networks/*/connect", "Attach a container to a network"],
	["POST", "/networks/*/disconnect", "Detach a container from a network"],
	["GET", "/networks/*", "Inspect a network"],
	["DELETE", "/networks/*", "Remove a network"],
	["GET", "/volumes", "List volumes"],
	["POST", "/volumes/create", "Create a volume"],
	["POST", "/volumes/prune", "Remove volumes that nothing uses"],
	["GET", "/volumes/*", "Inspect a volume"],
	["DELETE", "/volumes/*", "Remove a volume"],
];

const PATTERNS = MEANINGS.map(([method, path, words]) => {
	const pattern = path.replaceAll("**", "\u0000").replaceAll("*", "[^/]+").replaceAll("\u0000", ".+");
	return { method, pattern: new RegExp(`^${pattern}$`), words };
});

export interface PathParts {
	/** Such as `/v1.45`; empty when the client named none. */
	readonly version: string;
	readonly path: string;
	/** Without the question mark, percent-decoded where that makes sense. */
	readonly query: string;
}

export function pathParts(path: string): PathParts {
	const [address = "", query = ""] = path.split(/\?(.*)/s, 2);
	const [, version = "", rest = ""] = /^(\/v\d+\.\d+)?(.*)$/s.exec(address) ?? [];
	return { version, path: rest, query: decoded(query) };
}

/** Undefined for a request that this table does not know. */
export function requestWords(method: string, path: string): string | undefined {
	const { path: address } = pathParts(path);
	return PATTERNS.find((one) => one.method === method && one.pattern.test(address))?.words;
}

function decoded(query: string): string {
	try {
		return decodeURIComponent(query.replaceAll("+", " "));
	} catch {
		return query;
	}
}
