/** Tokens that tell who somebody is for a while. They are kept in memory alone: a reload makes all of them void. */

const TOKEN_SECONDS = 3600;
/** More than one page's clients ever hold; the oldest go first. */
const MAX_TOKENS = 1000;
const TOKEN_BYTES = 32;

export interface TokenOwner {
	/** Undefined is anybody, who has asked for a token all the same. */
	readonly name: string | undefined;
	/** Of the account when the token was made. */
	readonly version: string | undefined;
}

export class Tokens {
	readonly #tokens = new Map<string, { readonly owner: TokenOwner; readonly expiresMs: number }>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	issue(owner: TokenOwner): { token: string; seconds: number } {
		const random = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
		const token = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
		this.#tokens.set(token, { owner, expiresMs: this.#now() + TOKEN_SECONDS * 1000 });
		const [oldest] = this.#tokens.keys();
		if (oldest !== undefined && this.#tokens.size > MAX_TOKENS) this.#tokens.delete(oldest);
		return { token, seconds: TOKEN_SECONDS };
	}

	/** Undefined when it is not one of ours, or has expired. */
	owner(token: string): TokenOwner | undefined {
		const found = this.#tokens.get(token);
		return found && found.expiresMs > this.#now() ? found.owner : undefined;
	}
}
