/** One request to the upstream registry or to where it sends us, with an end to every wait. */
import { RegistryError } from "#emulator/registry/errors.ts";

export interface Limits {
	/** From a request to the head of its answer, in ms. */
	readonly answerMs: number;
	/** Between two pieces of a body, in ms. */
	readonly stallMs: number;
}

export const LIMITS: Limits = { answerMs: 15_000, stallMs: 30_000 };

export interface Exchange {
	readonly method: "GET" | "HEAD";
	readonly accept?: string | undefined;
	readonly authorization?: string | undefined;
	readonly limits: Limits;
	/** Told what went wrong, in more words than visitors get. */
	readonly log: (message: string) => void;
}

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	/** The length that the answer claims to have. */
	readonly claimedBytes: number | undefined;
	/**
	 * The body; once only. Stopping early cancels the transfer.
	 * @throws RegistryError `UNAVAILABLE`, also when it is not as long as claimed
	 */
	pieces(): AsyncGenerator<Uint8Array>;
	/** For whoever does not read the body to its end. */
	cancel(): void;
}

/** Registries send clients to a store of blobs, which may send them on once or twice. */
const MAX_REDIRECTS = 5;
const redirects = [301, 302, 303, 307, 308];

/**
 * Follows redirects: without `authorization` to other hosts, and never from HTTPS to plain HTTP.
 * @throws RegistryError `UNAVAILABLE`
 */
export async function exchange(url: URL, request: Exchange): Promise<Answer> {
	let at = url;
	for (let redirected = 0; ; redirected++) {
		const answer = await exchangeOnce(at, {
			...request,
			authorization: at.origin === url.origin ? request.authorization : undefined,
		});
		const location = redirects.includes(answer.status) ? answer.headers.get("Location") : null;
		if (location === null) return answer;
		answer.cancel();
		const next = URL.canParse(location, at) ? new URL(location, at) : undefined;
		const allowed = next?.protocol === "https:" || (next?.protocol === "http:" && at.protocol === "http:");
		if (!next || !allowed || redirected === MAX_REDIRECTS) {
			request.log(`${at.origin} redirects to ${next?.origin ?? "nowhere"}, which is not followed.`);
			throw unavailable("The upstream registry redirects to where this site does not follow.");
		}
		at = next;
	}
}

export function unavailable(message: string, status: 502 | 503 | 504 = 502): RegistryError {
	return new RegistryError("UNAVAILABLE", message, { status });
}

async function exchangeOnce(url: URL, { method, accept, authorization, limits, log }: Exchange): Promise<Answer> {
	const controller = new AbortController();
	const giveUp = (message: string): void => {
		log(`${url.origin}: ${message}`);
		controller.abort(unavailable(message, 504));
	};
	const failed = (error: unknown): RegistryError => {
		const { reason } = controller.signal;
		if (reason instanceof RegistryError) return reason;
		// Whoever cancels has their reasons.
		if (!controller.signal.aborted) log(`${url.origin}: ${explain(error)}`);
		return unavailable("The upstream registry cannot be reached, or broke off.");
	};
	const timer = setTimeout(() => giveUp("The upstream registry does not answer."), limits.answerMs);
	let response: Response;
	try {
		response = await fetch(url, {
			method,
			// Layers are compressed as they are; with another compression around them lengths would say nothing.
			headers: {
				"Accept-Encoding": "identity",
				"User-Agent": "slipway",
				...(accept !== undefined && { Accept: accept }),
				...(authorization !== undefined && { Authorization: authorization }),
			},
			redirect: "manual",
			cache: "no-store",
			signal: controller.signal,
		});
	} catch (error) {
		throw failed(error);
	} finally {
		clearTimeout(timer);
	}
	const claimedBytes = claimedLength(response.headers);

	async function* pieces(): AsyncGenerator<Uint8Array> {
		const reader = response.body?.getReader();
		let bytes = 0;
		try {
			for (;;) {
				const stalled = setTimeout(() => giveUp("The upstream registry stopped sending."), limits.stallMs);
				const next = await reader
					?.read()
					.catch((error: unknown) => {
						throw failed(error);
					})
					.finally(() => clearTimeout(stalled));
				clearTimeout(stalled);
				if (!next || next.done) break;
				bytes += next.value.byteLength;
				yield next.value;
			}
			if (claimedBytes !== undefined && bytes !== claimedBytes) {
				throw failed(new Error(`${bytes} bytes came instead of ${claimedBytes}`));
			}
		} finally {
			controller.abort();
		}
	}
	return { status: response.status, headers: response.headers, claimedBytes, pieces, cancel: () => controller.abort() };
}

function claimedLength(headers: Headers): number | undefined {
	const text = headers.get("Content-Length");
	return text === null || !/^[0-9]{1,15}$/.test(text) || headers.has("Content-Encoding") ? undefined : Number(text);
}

/** Node says "fetch failed" and keeps the reason behind it. */
function explain(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause = error.cause instanceof Error ? error.cause : undefined;
	return cause ? `${error.message} (${(cause as NodeJS.ErrnoException).code ?? ""} ${cause.message})` : error.message;
}
