/** Asks the upstream registry, and makes of its refusals what visitors are told. */
import * as z from "zod";
import { RegistryError } from "#emulator/registry/errors.ts";
import { Authentication } from "./authentication.ts";
import { type Answer, exchange, LIMITS, type Limits, unavailable } from "./exchange.ts";
import type { UpstreamSettings } from "./settings.ts";
import { parseJson, readSmall } from "./small.ts";

export interface Wanted {
	/** The repository. */
	readonly name: string;
	/** Below it, such as `manifests/latest`. */
	readonly path: string;
	readonly method?: "GET" | "HEAD";
	readonly accept?: string;
}

export interface ClientOptions {
	readonly settings: UpstreamSettings;
	readonly limits?: Limits;
	readonly log: (message: string) => void;
	readonly now: () => number;
}

/** Those of a missing thing that clients tell apart. */
const missing = z.enum(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "BLOB_UNKNOWN"]);
const errorsSchema = z.object({ errors: z.array(z.object({ code: missing })).min(1) });

export class UpstreamClient {
	readonly limits: Limits;
	readonly #origin: string;
	readonly #log: (message: string) => void;
	readonly #authentication: Authentication;

	constructor({ settings: { origin, credentials }, limits = LIMITS, log, now }: ClientOptions) {
		this.limits = limits;
		this.#origin = origin;
		this.#log = log;
		this.#authentication = new Authentication({ origin, credentials, limits, log, now });
	}

	/** The answer has status 200; whoever gets it reads or cancels it. @throws RegistryError */
	async ask(wanted: Wanted): Promise<Answer> {
		const { name } = wanted;
		let answer = await this.#send(wanted, this.#authentication.header(name));
		if (answer.status === 401) {
			answer.cancel();
			const authorization = await this.#authentication.answer(name, answer.headers.get("WWW-Authenticate"));
			if (authorization !== undefined) answer = await this.#send(wanted, authorization);
		}
		if (answer.status === 200) return answer;
		throw await this.#refusal(wanted, answer);
	}

	/** @throws RegistryError */
	async askWhole(wanted: Wanted): Promise<{ content: Uint8Array<ArrayBuffer>; headers: Headers }> {
		const answer = await this.ask(wanted);
		return { content: await readSmall(answer, this.limits), headers: answer.headers };
	}

	#send({ name, path, method = "GET", accept }: Wanted, authorization: string | undefined): Promise<Answer> {
		const url = new URL(`/v2/${name}/${path}`, this.#origin);
		return exchange(url, { method, accept, authorization, limits: this.limits, log: this.#log });
	}

	async #refusal({ name, path }: Wanted, answer: Answer): Promise<RegistryError> {
		const { status } = answer;
		if (status !== 404) answer.cancel();
		switch (status) {
			case 401:
			case 403:
				// Registries tell strangers of nothing private whether it is there. Docker's client has words for this code.
				return new RegistryError("DENIED", "requested access to the resource is denied");
			case 404: {
				const body = parseJson(await readSmall(answer, this.limits).catch(() => new Uint8Array()));
				const code = errorsSchema.safeParse(body).data?.errors[0]?.code;
				if (path.startsWith("blobs/")) return new RegistryError("BLOB_UNKNOWN", "The repository has no such blob.");
				if (code === "NAME_UNKNOWN") return new RegistryError(code, "repository name not known to registry");
				return new RegistryError("MANIFEST_UNKNOWN", "manifest unknown");
			}
			case 429:
				this.#log(`The upstream registry has had too many requests (HTTP status 429, for ${name}).`);
				return new RegistryError(
					"TOOMANYREQUESTS",
					"The upstream registry has had too many requests from this site. Try again later.",
				);
			default:
				this.#log(`The upstream registry answers with HTTP status ${status} (for ${name}).`);
				return unavailable(`The upstream registry answers with HTTP status ${status}.`);
		}
	}
}
