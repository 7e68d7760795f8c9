/** Who we are to the upstream registry: tokens for each repository, or a password where it wants that. */
import * as z from "zod";
import type { RegistryError } from "#emulator/registry/errors.ts";
import { parseChallenge } from "./challenge.ts";
import { exchange, type Limits, unavailable } from "./exchange.ts";
import type { Credentials } from "./settings.ts";
import { parseJson, readSmall } from "./small.ts";

/** A token is not used in its last seconds: it might expire on the way. */
const MARGIN_SECONDS = 10;
/** Of a token that says nothing of it, by the token specification. */
const DEFAULT_SECONDS = 60;
const MAX_KEPT = 1000;

const tokenSchema = z
	.object({
		token: z.string().min(1).optional(),
		access_token: z.string().min(1).optional(),
		expires_in: z.number().nonnegative().default(DEFAULT_SECONDS),
	})
	.transform((answer) => ({ token: answer.token ?? answer.access_token, seconds: answer.expires_in }));

export interface AuthenticationOptions {
	readonly origin: string;
	readonly credentials: Credentials | undefined;
	readonly limits: Limits;
	readonly log: (message: string) => void;
	readonly now: () => number;
}

export class Authentication {
	readonly #options: AuthenticationOptions;
	/** By repository. */
	readonly #kept = new Map<string, { readonly header: string; readonly untilMs: number }>();

	constructor(options: AuthenticationOptions) {
		this.#options = options;
	}

	/** The `Authorization` to begin with. */
	header(name: string): string | undefined {
		const kept = this.#kept.get(name);
		return kept && kept.untilMs > this.#options.now() ? kept.header : undefined;
	}

	/**
	 * The `Authorization` that the registry asks for, for the next requests too; undefined when we have nothing to offer it.
	 * @throws RegistryError `UNAVAILABLE` when there is no token to be had
	 */
	async answer(name: string, challengeHeader: string | null): Promise<string | undefined> {
		this.#kept.delete(name);
		const challenge = parseChallenge(challengeHeader);
		if (challenge?.scheme === "basic") return this.#keep(name, this.#basic(), Number.POSITIVE_INFINITY);
		if (!challenge) return undefined;
		const { token, seconds } = await this.#askToken(name, challenge);
		const usedSeconds = Math.max(0, seconds - MARGIN_SECONDS);
		return this.#keep(name, `Bearer ${token}`, this.#options.now() + usedSeconds * 1000);
	}

	async #askToken(
		name: string,
		{ realm, service, scope }: { realm: string; service: string | undefined; scope: string | undefined },
	): Promise<{ token: string; seconds: number }> {
		const { origin, limits, log } = this.#options;
		const url = URL.canParse(realm) ? new URL(realm) : undefined;
		// Neither our password nor the token may go over a line that the registry itself does not use.
		if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && origin.startsWith("http:")))) {
			throw this.#refused(`sends us for a token to ${JSON.stringify(realm)}, where we do not go`);
		}
		if (service !== undefined) url.searchParams.set("service", service);
		url.searchParams.set("scope", scope ?? `repository:${name}:pull`);
		const answer = await exchange(url, { method: "GET", authorization: this.#basic(), limits, log });
		const content = await readSmall(answer, limits);
		if (answer.status !== 200) throw this.#refused(`gives no token: ${url.origin} answers with HTTP status ${answer.status}`);
		const { token, seconds } = tokenSchema.safeParse(parseJson(content)).data ?? {};
		// It becomes a header.
		if (token === undefined || seconds === undefined || !/^[\x21-\x7e]+$/.test(token)) {
			throw this.#refused(`gives no token: what ${url.origin} answers is none`);
		}
		return { token, seconds };
	}

	#keep(name: string, header: string | undefined, untilMs: number): string | undefined {
		if (header === undefined) return undefined;
		this.#kept.set(name, { header, untilMs });
		const [oldest] = this.#kept.keys();
		if (oldest !== undefined && this.#kept.size > MAX_KEPT) this.#kept.delete(oldest);
		return header;
	}

	#basic(): string | undefined {
		const { credentials } = this.#options;
		return credentials && `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString("base64")}`;
	}

	#refused(what: string): RegistryError {
		this.#options.log(`The upstream registry ${what}.`);
		return unavailable("The upstream registry does not let this site in.");
	}
}
