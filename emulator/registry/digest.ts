/** Digests as the OCI image specification writes them: `sha256:` or `sha512:` and lower-case hexadecimal digits. */
import { createSHA256, createSHA512 } from "hash-wasm";

const algorithms = {
	sha256: { pattern: /^[0-9a-f]{64}$/, create: createSHA256 },
	sha512: { pattern: /^[0-9a-f]{128}$/, create: createSHA512 },
} as const;

export type Algorithm = keyof typeof algorithms;

/** Takes content piece by piece. WebCrypto has no such thing: it wants everything at once. */
export interface Hasher {
	update(piece: Uint8Array): void;
	/** The digest of everything so far; the hasher is used up then. */
	digest(): string;
	/** Where it stands, for `createHasher` to go on from. */
	save(): Uint8Array;
}

export function isAlgorithm(name: string): name is Algorithm {
	return Object.hasOwn(algorithms, name);
}

export function isDigest(text: string): boolean {
	const [algorithm = "", hex = "", ...more] = text.split(":");
	return more.length === 0 && isAlgorithm(algorithm) && algorithms[algorithm].pattern.test(hex);
}

/** Of a text for which `isDigest` holds. */
export function algorithmOf(digest: string): Algorithm {
	return digest.startsWith("sha512:") ? "sha512" : "sha256";
}

/** `from` is what `save` of a hasher of the same algorithm gave. */
export async function createHasher(algorithm: Algorithm, from?: Uint8Array): Promise<Hasher> {
	const hasher = (await algorithms[algorithm].create()).init();
	if (from) hasher.load(from);
	return {
		update: (piece) => void hasher.update(piece),
		digest: () => `${algorithm}:${hasher.digest()}`,
		save: () => hasher.save(),
	};
}

export async function digestOf(content: Uint8Array, algorithm: Algorithm = "sha256"): Promise<string> {
	const hasher = await createHasher(algorithm);
	hasher.update(content);
	return hasher.digest();
}
