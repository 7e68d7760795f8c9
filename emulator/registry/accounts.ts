/** Who may use a registry: names and passwords, of which only salted hashes are kept. */
import * as z from "zod";
import { isName } from "./route.ts";
import type { TextRecord } from "./storage.ts";

const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const MAX_PASSWORD_LENGTH = 256;
/** Credentials found right once are not hashed slowly again; so many are remembered. */
const REMEMBERED = 100;

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const recordSchema = z.strictObject({
	format: z.literal(1),
	accounts: z.array(z.strictObject({ name: z.string(), salt: hex, iterations: z.int().positive(), hash: hex })),
});
type Account = z.infer<typeof recordSchema>["accounts"][number];

/** A name or a password that an account cannot have. */
export class AccountInvalidError extends Error {
	override readonly name = "AccountInvalidError";
}

export class Accounts {
	readonly #record: TextRecord;
	readonly #iterations: number;
	readonly #accounts: Map<string, Account>;
	/** Keyed digests of credentials that were right, the latest last. Of no use to whoever does not have the key. */
	readonly #remembered = new Set<string>();
	readonly #keyedDigest: (text: string) => Promise<string>;
	#checking: Promise<unknown> = Promise.resolve();

	private constructor(
		record: TextRecord,
		accounts: readonly Account[],
		keyedDigest: (text: string) => Promise<string>,
		iterations: number,
	) {
		this.#record = record;
		this.#accounts = new Map(accounts.map((account) => [account.name, account]));
		this.#keyedDigest = keyedDigest;
		this.#iterations = iterations;
	}

	/** `iterations` of PBKDF2 for new passwords. @throws Error when the record is not one */
	static async open(record: TextRecord, iterations = ITERATIONS): Promise<Accounts> {
		const text = await record.read();
		const accounts = text === undefined ? [] : recordSchema.parse(JSON.parse(text)).accounts;
		const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
		const keyedDigest = async (message: string): Promise<string> =>
			toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(message))));
		return new Accounts(record, accounts, keyedDigest, iterations);
	}

	get names(): readonly string[] {
		return [...this.#accounts.keys()].sort();
	}

	/** Changes whenever the password does; undefined without such an account. */
	version(name: string): string | undefined {
		return this.#accounts.get(name)?.salt;
	}

	/** Makes an account, or gives it another password. @throws AccountInvalidError */
	async set(name: string, password: string): Promise<void> {
		if (!isName(name) || name.includes("/")) {
			throw new AccountInvalidError(
				`"${name}" cannot be a name here: it has lower-case letters and digits, with . _ - between them.`,
			);
		}
		if (password === "" || password.length > MAX_PASSWORD_LENGTH) {
			throw new AccountInvalidError(`A password has 1 to ${MAX_PASSWORD_LENGTH} characters.`);
		}
		const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
		const hash = await slowHash(password, salt, this.#iterations);
		this.#accounts.set(name, { name, salt: toHex(salt), iterations: this.#iterations, hash: toHex(hash) });
		await this.#save();
	}

	/** Fine when there is none. */
	async remove(name: string): Promise<void> {
		this.#accounts.delete(name);
		await this.#save();
	}

	async verify(name: string, password: string): Promise<boolean> {
		const account = this.#accounts.get(name);
		const digest = await this.#keyedDigest(JSON.stringify([name, account?.salt, password]));
		if (account && this.#remembered.has(digest)) return true;
		// One at a time: guessing does not take more than its share of the processor.
		const check = this.#checking.then(() => matches(account, password, this.#iterations));
		this.#checking = check.catch(() => {});
		if (!(await check)) return false;
		this.#remembered.add(digest);
		const [oldest] = this.#remembered;
		if (oldest !== undefined && this.#remembered.size > REMEMBERED) this.#remembered.delete(oldest);
		return true;
	}

	#save(): Promise<void> {
		return this.#record.write(JSON.stringify({ format: 1, accounts: [...this.#accounts.values()] }));
	}
}

/** Takes as long for a name that nobody has. */
async function matches(account: Account | undefined, password: string, iterations: number): Promise<boolean> {
	const salt = account ? fromHex(account.salt) : new Uint8Array(SALT_BYTES);
	const hash = toHex(await slowHash(password.slice(0, MAX_PASSWORD_LENGTH + 1), salt, account?.iterations ?? iterations));
	return hash === account?.hash;
}

async function slowHash(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<Uint8Array> {
	const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(password), "PBKDF2", false, ["deriveBits"]);
	return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, key, 256));
}

function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
