/** The services that every machine finds in its network, beside the gateway's own page. Hosts pass them to the emulator. */
import type { PartLoader } from "../bundle/part-store.ts";
import type { NetworkService } from "../network/service.ts";
import type { RegistryStorage } from "../registry/storage.ts";
import { debianMirror } from "./debian-mirror.ts";
import { dockerHub } from "./docker-hub.ts";
import { privateRegistry } from "./private-registry.ts";

export interface UpstreamRequest {
	readonly method: "GET" | "HEAD";
	readonly headers: Headers;
}

/** What the services need of the host: the site's files, and a place for what is pushed. */
export interface ServiceHost {
	/**
	 * A file of the site by its path from the site's root, such as `registry/index.json`; undefined when the site has none.
	 * @throws MachineError `FetchFailedError`
	 */
	openFile(path: string): Promise<ReadableStream<Uint8Array> | undefined>;
	/** The parts of the site's images, out of `registry/chunks/`. */
	readonly imageParts: PartLoader;
	/**
	 * Asks the site's server for what its upstream registry has; `path` such as `library/alpine/manifests/latest`, in a URL's form.
	 * Undefined when the site has no such server, or none set. Not there where no server can be.
	 * @throws MachineError `FetchFailedError`
	 */
	askUpstream?(path: string, request: UpstreamRequest): Promise<Response | undefined>;
	/** Where registry.lab keeps what is pushed. Called once, when somebody asks the registry for something. */
	openRegistryStorage(): Promise<RegistryStorage>;
	/** Told of failures that nobody else hears of, a line each. */
	readonly log: (message: string) => void;
}

export function createServices(host: ServiceHost): readonly NetworkService[] {
	return [...dockerHub(host), privateRegistry(host), debianMirror(host)];
}
