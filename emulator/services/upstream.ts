/** Images of the site's upstream registry, in the form in which dockerd takes them from a mirror. */
import { LENGTH_HEADER } from "../registry/upstream-length.ts";
import type { ServiceHost } from "./services.ts";
import { FAILED_DEPENDENCY, unavailable } from "./unavailable.ts";

/** Of an answer; what else is in it is between the browser and the site. */
const passedOn = [
	"Accept-Ranges",
	"Content-Range",
	"Content-Type",
	"Docker-Content-Digest",
	"Docker-Distribution-API-Version",
	"ETag",
];

/** `request` is for a manifest or a blob. Undefined when the site has no upstream registry. */
export async function askUpstream(host: ServiceHost, request: Request): Promise<Response | undefined> {
	const asked = new Headers();
	for (const name of ["Accept", "Range"]) {
		const value = request.headers.get(name);
		if (value !== null) asked.set(name, value);
	}
	const method = request.method === "HEAD" ? "HEAD" : "GET";
	let response: Response | undefined;
	try {
		const path = new URL(request.url).pathname.replace(/^\/v2\//, "");
		response = await host.askUpstream?.(path, { method, headers: asked });
	} catch (error) {
		host.log(`The site's upstream registry cannot be asked: ${error}`);
		return unavailable("The site cannot be reached.", method);
	}
	if (!response) return undefined;
	const headers = new Headers();
	for (const name of passedOn) {
		const value = response.headers.get(name);
		if (value !== null) headers.set(name, value);
	}
	const length = response.headers.get(LENGTH_HEADER);
	if (length !== null) headers.set("Content-Length", length);
	return new Response(response.body, { status: response.status >= 500 ? FAILED_DEPENDENCY : response.status, headers });
}
