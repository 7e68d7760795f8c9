/** What the registry answers when it cannot do what it was asked: the specification's codes, in its JSON form. */

/** With the status that goes with the code unless another is given. */
const statuses = {
	BLOB_UNKNOWN: 404,
	BLOB_UPLOAD_INVALID: 400,
	BLOB_UPLOAD_UNKNOWN: 404,
	DIGEST_INVALID: 400,
	MANIFEST_BLOB_UNKNOWN: 400,
	MANIFEST_INVALID: 400,
	MANIFEST_UNKNOWN: 404,
	NAME_INVALID: 400,
	NAME_UNKNOWN: 404,
	SIZE_INVALID: 400,
	UNAUTHORIZED: 401,
	DENIED: 403,
	UNSUPPORTED: 405,
	TOOMANYREQUESTS: 429,
	/** Not of the specification, which names codes for 4xx alone: the site's files cannot be had at the moment. */
	UNAVAILABLE: 503,
	/** Likewise: the registry itself failed. */
	UNKNOWN: 500,
} as const;

export type RegistryErrorCode = keyof typeof statuses;

export class RegistryError extends Error {
	override readonly name = "RegistryError";
	readonly code: RegistryErrorCode;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;

	/** `message` is what `docker` prints after the code. */
	constructor(
		code: RegistryErrorCode,
		message: string,
		options: { status?: number; headers?: Readonly<Record<string, string>> } = {},
	) {
		super(message);
		this.code = code;
		this.status = options.status ?? statuses[code];
		this.headers = options.headers ?? {};
	}
}

export function errorResponse({ code, message, status, headers }: RegistryError, method: string): Response {
	// An error with a usual message and no detail is to Docker's client its mere code: it then says "denied" without saying of what.
	const body = JSON.stringify({ errors: [{ code, message, detail: {} }] });
	// Docker's client reads errors of exactly this type only.
	return new Response(method === "HEAD" ? null : body, { status, headers: { "Content-Type": "application/json", ...headers } });
}
