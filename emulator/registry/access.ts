/**
 * Who may do what. Anyone pulls from public repositories; a user pushes to `<user>/…`; what is below `<user>/private/` only its owner
 * pulls.
 *
 * Clients are asked for tokens, which they get from `/token` with name and password, or without for pulling what is public. Asked for
 * Basic authentication, dockerd would refuse to pull anything without an account. Credentials that come unasked (`curl -u`) will do too.
 */
import type { Accounts } from "./accounts.ts";
import { RegistryError } from "./errors.ts";
import { Tokens } from "./tokens.ts";

export const TOKEN_PATH = "/token";

export type Action = "pull" | "push" | "delete";

/** What somebody may do. */
export interface Visitor {
	mayPull(name: string): boolean;
	/** @throws RegistryError `UNAUTHORIZED` or `DENIED` */
	require(action: Action, name: string): void;
	/** For what anybody may do who has shown that their credentials are right. @throws RegistryError `UNAUTHORIZED` */
	requireToken(): void;
}

export interface Access {
	/** @throws RegistryError `UNAUTHORIZED` when the credentials are wrong */
	visitor(request: Request): Promise<Visitor>;
	/** Answers at `TOKEN_PATH`. @throws RegistryError `UNAUTHORIZED` */
	token(request: Request): Promise<Response>;
}

/** For a registry without accounts. */
export const EVERYBODY: Visitor = { mayPull: () => true, require: () => {}, requireToken: () => {} };

/** `service` is the name that clients show for the registry, such as `registry.lab`. */
export function createAccess(accounts: Accounts, service: string, now: () => number = Date.now): Access {
	const tokens = new Tokens(now);

	/** @throws RegistryError when there are credentials and they are wrong */
	async function userOf(request: Request): Promise<{ name: string | undefined; shown: boolean }> {
		const header = request.headers.get("Authorization");
		if (header === null) return { name: undefined, shown: false };
		const [, scheme = "", value = ""] = /^(\S+) +(\S+)$/.exec(header.trim()) ?? [];
		if (scheme.toLowerCase() === "bearer") {
			const owner = tokens.owner(value);
			if (owner && (owner.name === undefined || accounts.version(owner.name) === owner.version))
				return { name: owner.name, shown: true };
			throw unauthorized(request, "The token is not valid, or no longer.", { error: "invalid_token" });
		}
		const credentials = scheme.toLowerCase() === "basic" ? decodeBasic(value) : undefined;
		if (credentials && (await accounts.verify(credentials.name, credentials.password)))
			return { name: credentials.name, shown: true };
		throw unauthorized(request, "incorrect username or password");
	}

	function unauthorized(request: Request, message: string, parameters: Record<string, string> = {}): RegistryError {
		const realm = new URL(TOKEN_PATH, request.url).href;
		const listed = Object.entries({ realm, service, ...parameters }).map(([name, value]) => `${name}="${value}"`);
		return new RegistryError("UNAUTHORIZED", message, { headers: { "WWW-Authenticate": `Bearer ${listed.join(",")}` } });
	}

	return {
		async visitor(request) {
			const { name: user, shown } = await userOf(request);
			const allowed = (action: Action, name: string): boolean => (action === "pull" ? mayPull(user, name) : owns(user, name));
			return {
				mayPull: (name) => mayPull(user, name),
				require(action, name) {
					if (allowed(action, name)) return;
					if (user !== undefined) throw new RegistryError("DENIED", "requested access to the resource is denied");
					const scope = `repository:${name}:${action === "push" ? "pull,push" : action}`;
					throw unauthorized(request, "authentication required", { scope, ...(shown && { error: "insufficient_scope" }) });
				},
				requireToken() {
					if (!shown) throw unauthorized(request, "authentication required");
				},
			};
		},
		async token(request) {
			if (request.method !== "GET") {
				// Clients that try OAuth first come back with GET.
				throw new RegistryError("UNSUPPORTED", "Tokens are had by GET.", { headers: { Allow: "GET" } });
			}
			const { name } = await userOf(request);
			const { token, seconds } = tokens.issue({ name, version: name === undefined ? undefined : accounts.version(name) });
			return Response.json(
				{ token, access_token: token, expires_in: seconds, issued_at: new Date(now()).toISOString() },
				{ headers: { "Cache-Control": "no-store" } },
			);
		},
	};
}

function mayPull(user: string | undefined, name: string): boolean {
	return name.split("/")[1] !== "private" || owns(user, name);
}

function owns(user: string | undefined, name: string): boolean {
	return user !== undefined && name.startsWith(`${user}/`);
}

function decodeBasic(value: string): { name: string; password: string } | undefined {
	try {
		const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
		const [, name, password] = /^([^:]*):(.*)$/s.exec(new TextDecoder().decode(bytes)) ?? [];
		return name === undefined || password === undefined ? undefined : { name, password };
	} catch {
		return undefined;
	}
}
