/**
 * An image registry: the OCI Distribution Specification 1.1, and what Docker's client needs beside it, as one function from request to
 * response over a storage. It knows no host, no socket and no timer.
 */

import { MachineError } from "../errors.ts";
import { type Access, EVERYBODY, TOKEN_PATH } from "./access.ts";
import { deleteBlob, getBlob } from "./blobs.ts";
import { drain } from "./bytes.ts";
import type { Context } from "./context.ts";
import { errorResponse, RegistryError } from "./errors.ts";
import { collectGarbage } from "./garbage.ts";
import { listCatalog, listReferrers, listTags } from "./listings.ts";
import { deleteManifest, getManifest, putManifest } from "./manifests.ts";
import { parseRoute, type Route } from "./route.ts";
import { type PullStorage, type RegistryStorage, StorageFullError } from "./storage.ts";
import { Uploads } from "./uploads.ts";

/** Uploads to which nothing was added for so long were given up. */
const UPLOAD_IDLE_MS = 24 * 3600_000;
/** How often a push looks for such. */
const SWEEP_EVERY_MS = 600_000;
/** Blobs may come so long before the manifest that needs them. */
const GARBAGE_GRACE_MS = 3600_000;

export interface RegistryOptions {
	/** Read-only unless it is a whole `RegistryStorage`. */
	readonly storage: PullStorage | RegistryStorage;
	/** Without it everybody may do everything. */
	readonly access?: Access;
	/** Told of damaged content and of failures of the registry itself, a line each. */
	readonly log?: (message: string) => void;
	readonly now?: () => number;
	/** What a pull from a repository that is not there gets; by default the specification's error. */
	readonly unknownRepository?: (name: string) => RegistryError;
}

export interface Registry {
	/** Never rejects. The body of an answer fails when its content turns out to be damaged. */
	handle(request: Request): Promise<Response>;
	/** Removes content that nothing refers to; how many blobs. */
	collectGarbage(graceMs?: number): Promise<number>;
	/** Removes uploads to which nothing was added for so long. Pushes see to it now and then. */
	sweepUploads(idleMs?: number): Promise<void>;
}

export function createRegistry({ storage, access, log = () => {}, now = Date.now, ...options }: RegistryOptions): Registry {
	const writable = "updateRepository" in storage ? storage : undefined;
	const context: Context = {
		storage,
		writable,
		log,
		now,
		unknownRepository:
			options.unknownRepository ?? (() => new RegistryError("NAME_UNKNOWN", "repository name not known to registry")),
	};
	const uploads = new Uploads(context);
	let sweptMs = Number.NEGATIVE_INFINITY;

	async function answer(request: Request): Promise<Response> {
		const { pathname } = new URL(request.url);
		if (access && pathname === TOKEN_PATH) return access.token(request);
		const route = parseRoute(pathname);
		if (!route) throw new RegistryError("UNSUPPORTED", "There is nothing at this path.", { status: 404 });
		const visitor = access ? await access.visitor(request) : EVERYBODY;
		const { method } = request;
		const reads = method === "GET" || method === "HEAD";
		if ("name" in route)
			visitor.require(reads && route.kind !== "upload" ? "pull" : method === "DELETE" ? "delete" : "push", route.name);
		switch (route.kind) {
			case "base":
				if (!reads) throw notAllowed("GET, HEAD");
				// Whoever wants to know whether their password is right asks here.
				visitor.requireToken();
				return Response.json({});
			case "catalog":
				if (method === "GET") return listCatalog(context, request, visitor.mayPull);
				throw notAllowed("GET");
			case "tags":
				if (method === "GET") return listTags(context, request, route.name);
				throw notAllowed("GET");
			case "referrers":
				if (method === "GET") return listReferrers(context, request, route.name, route.digest);
				throw notAllowed("GET");
			case "manifest":
				if (reads) return getManifest(context, request, route.name, route.reference);
				if (method === "PUT") return putManifest(context, request, route.name, route.reference);
				if (method === "DELETE") return deleteManifest(context, route.name, route.reference);
				throw notAllowed("GET, HEAD, PUT, DELETE");
			case "blob":
				if (reads) return getBlob(context, request, route.name, route.digest);
				if (method === "DELETE") return deleteBlob(context, route.name, route.digest);
				throw notAllowed("GET, HEAD, DELETE");
			case "uploads":
				if (method !== "POST") throw notAllowed("POST");
				await sweepNowAndThen();
				return uploads.start(request, route.name, visitor.mayPull);
			case "upload":
				return answerUpload(request, route);
		}
	}

	function answerUpload(request: Request, { name, id }: Route & { kind: "upload" }): Promise<Response> {
		switch (request.method) {
			case "PATCH":
				return uploads.append(request, name, id);
			case "PUT":
				return uploads.finish(request, name, id);
			case "GET":
				return uploads.status(name, id);
			case "DELETE":
				return uploads.cancel(name, id);
			default:
				throw notAllowed("GET, PATCH, PUT, DELETE");
		}
	}

	async function sweepNowAndThen(): Promise<void> {
		if (!writable || now() - sweptMs < SWEEP_EVERY_MS) return;
		sweptMs = now();
		await uploads.sweep(UPLOAD_IDLE_MS);
	}

	return {
		async handle(request) {
			let response: Response;
			try {
				response = await answer(request);
			} catch (error) {
				response = errorResponse(asRegistryError(error, log), request.method);
				await drain(request);
			}
			response.headers.set("Docker-Distribution-API-Version", "registry/2.0");
			// Somebody pushed it: it must not run as a page.
			response.headers.set("X-Content-Type-Options", "nosniff");
			return response;
		},
		collectGarbage: async (graceMs = GARBAGE_GRACE_MS) => (writable ? collectGarbage(writable, now(), graceMs) : 0),
		sweepUploads: async (idleMs = UPLOAD_IDLE_MS) => (writable ? uploads.sweep(idleMs) : undefined),
	};
}

function asRegistryError(error: unknown, log: (message: string) => void): RegistryError {
	if (error instanceof RegistryError) return error;
	if (error instanceof StorageFullError) {
		// With this code and a 4xx status Docker's client shows the message, and does not try again and again.
		return new RegistryError("DENIED", "The registry has no space left. Delete images from it, then push again.", {
			status: 413,
		});
	}
	if (error instanceof MachineError) {
		log(`${error.message} (${error.name}: ${error.detail})`);
		return new RegistryError("UNAVAILABLE", "The site's files cannot be had at the moment. Try again later.");
	}
	log(`The registry failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
	return new RegistryError("UNKNOWN", "The registry failed. Try again later.");
}

function notAllowed(allowed: string): RegistryError {
	return new RegistryError("UNSUPPORTED", `At this path there is only ${allowed}.`, { headers: { Allow: allowed } });
}
