/** `http://deb.lab/debian`: the part of the Debian archive that the site has. What apt gets, it compares with the digests in its lists. */
import type { HttpService } from "../network/service.ts";
import type { ServiceHost } from "./services.ts";

const name = "deb.lab";
/** Of a path below `/debian/`: names without a dot in front, so that no path leads out. */
const paths = /^\/debian\/((?:[A-Za-z0-9_+~][A-Za-z0-9_+~.:-]*\/)*[A-Za-z0-9_+~][A-Za-z0-9_+~.:-]*)$/;

export function debianMirror(host: ServiceHost): HttpService {
	return {
		kind: "http",
		name,
		description: "Debian packages, for apt-get in containers",
		handle: async (request) => {
			if (request.method !== "GET" && request.method !== "HEAD") {
				return new Response("Packages can only be read.\n", { status: 405, headers: { Allow: "GET, HEAD" } });
			}
			const path = pathOf(request.url);
			const file = path === undefined ? undefined : await host.openFile(`debian/${path}`);
			if (file === undefined) return new Response("The mirror has no such file.\n", { status: 404 });
			if (request.method === "GET") return new Response(file, { headers: { "Content-Type": "application/octet-stream" } });
			await file.cancel();
			return new Response(null, { headers: { "Content-Type": "application/octet-stream" } });
		},
	};
}

/** The file's path below `debian/`. */
function pathOf(url: string): string | undefined {
	try {
		return paths.exec(decodeURIComponent(new URL(url).pathname))?.[1];
	} catch {
		return undefined; // a percent sign that encodes nothing
	}
}
