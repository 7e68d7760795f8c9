/** Thousands of requests that are nearly right: each gets an answer of the specification, and what was pushed before stays. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createAccess } from "#emulator/registry/access.ts";
import { Accounts } from "#emulator/registry/accounts.ts";
import { createMemoryStorage } from "#emulator/registry/memory-storage.ts";
import { createRegistry, type Registry } from "#emulator/registry/registry.ts";
import { digestOf, IMAGE, INDEX, NO_DIGEST, type PushedManifest, pushBlob, pushImage, type Send } from "./client.ts";

/** The same requests every time; another one finds others: `FUZZ_SEED=1 FUZZ_RUNS=100000`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261);
const RUNS = Number(process.env.FUZZ_RUNS ?? 4000);

const KEPT = "kept/image";
const codes = /^[A-Z_]+$/;

let registry: Registry;
let send: Send;
let kept: PushedManifest;
let layer: { digest: string };
const logged: string[] = [];

beforeAll(async () => {
	const storage = createMemoryStorage({ limitBytes: 50_000_000 });
	registry = createRegistry({ storage, log: (line) => void logged.push(line) });
	send = (path, init) => registry.handle(new Request(new URL(path, "http://registry.lab"), init));
	layer = await pushBlob(send, KEPT, "a layer that stays");
	kept = await pushImage(send, KEPT, "v1", { layers: [{ mediaType: "text/plain", digest: layer.digest, size: 18 }] });
	console.log(`fuzzing with seed ${SEED}, ${RUNS} runs`);
});

/** Headers and URLs have their own rules of what may be in them; all else is for the registry to refuse. */
const visible = fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, "~"));
const digests = fc.oneof(
	fc.constantFrom(
		NO_DIGEST,
		digestOf("x"),
		digestOf("x", "sha512"),
		"sha256:abc",
		"sha256:",
		":",
		"md5:00",
		"sha256:..%2f..%2fx",
	),
	visible,
);
const names = fc.oneof(
	{ weight: 5, arbitrary: fc.constantFrom("a", "a/b", "b", "blobs", "a/uploads", "tags") },
	fc.constantFrom(
		"..",
		"../..",
		"A",
		"a//b",
		"a%2fb",
		"%2e%2e",
		"%",
		"%ff",
		"a%00",
		"_catalog",
		"",
		"x".repeat(300),
		"a;b",
		"a?b",
	),
	fc.string({ unit: "grapheme", maxLength: 20 }).map(encodeURIComponent),
	visible,
);
const references = fc.oneof(digests, fc.constantFrom("v1", "latest", "__proto__", ".", "..", "%", "x".repeat(200)), visible);
const uploadIds = fc.oneof(fc.uuid(), fc.constantFrom("", ".", "..", "%2e%2e%2f", "x"), visible);
const paths = fc.oneof(
	fc.tuple(names, references).map(([name, reference]) => `${name}/manifests/${reference}`),
	fc.tuple(names, digests).map(([name, digest]) => `${name}/blobs/${digest}`),
	names.map((name) => `${name}/blobs/uploads/`),
	fc.tuple(names, uploadIds).map(([name, id]) => `${name}/blobs/uploads/${id}`),
	names.map((name) => `${name}/tags/list`),
	fc.tuple(names, digests).map(([name, digest]) => `${name}/referrers/${digest}`),
	fc.constantFrom("", "_catalog", "_catalog/", "x"),
	visible,
);
const queries = fc.array(
	fc.tuple(
		fc.constantFrom("digest", "mount", "from", "digest-algorithm", "n", "last", "tag", "artifactType", "ns"),
		fc.oneof(digests, names, fc.constantFrom("-1", "0", "1", "1e9", "999999999999999999999", "NaN", "sha512", "kept/image")),
	),
	{ maxLength: 3 },
);
const headers = fc.dictionary(
	fc.constantFrom(
		"Range",
		"Content-Range",
		"Content-Type",
		"Accept",
		"If-None-Match",
		"If-Range",
		"Authorization",
		"Content-Length",
	),
	fc.oneof(
		fc.constantFrom(
			...["0-0", "0-4", "5-1", "bytes=0-", "bytes=-0", "bytes=99-1", "bytes=0-0,1-1", "bytes=999999999999999999999-", "-"],
			...[IMAGE, INDEX, `${INDEX};q=0, ${IMAGE}`, "*/*;q=x", "text/html", "application/json; charset=utf-8", '"', "*", "W/*"],
			...["Basic", "Basic x", "Basic Og==", "Basic YTo=", "Bearer", "Bearer .", "Bearer e30.e30", "0", "5", "-5", "1e3"],
			"y".repeat(20_000),
		),
		visible,
	),
	{ maxKeys: 3 },
);
const descriptors = fc.record(
	{
		mediaType: fc.oneof(fc.constantFrom("a", IMAGE), fc.jsonValue()),
		digest: fc.oneof(digests, fc.jsonValue()),
		size: fc.oneof(fc.integer(), fc.jsonValue()),
	},
	{ requiredKeys: [] },
);
const manifests = fc.record(
	{
		schemaVersion: fc.oneof({ weight: 5, arbitrary: fc.constant(2) }, fc.jsonValue()),
		mediaType: fc.oneof(fc.constantFrom(IMAGE, INDEX), fc.jsonValue()),
		config: fc.oneof(descriptors, fc.jsonValue()),
		layers: fc.oneof(fc.array(descriptors, { maxLength: 3 }), fc.jsonValue()),
		manifests: fc.oneof(fc.array(descriptors, { maxLength: 3 }), fc.jsonValue()),
		subject: fc.oneof(descriptors, fc.jsonValue()),
		annotations: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.jsonValue()),
		["__proto__"]: fc.jsonValue(),
	},
	{ requiredKeys: [] },
);
const bodies = fc.oneof(
	fc.constantFrom("", "x", "{}", "[".repeat(50_000), "\ufeff{}", "null", "\0"),
	manifests.map((manifest) => JSON.stringify(manifest)),
	fc.uint8Array({ maxLength: 2000 }).map((bytes) => bytes.slice()),
);
const requests = fc.record({
	method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
	path: paths,
	query: queries,
	headers,
	body: bodies,
});

function toRequest({
	method,
	path,
	query,
	headers: given,
	body,
}: typeof requests extends fc.Arbitrary<infer T> ? T : never): Request {
	const url = new URL(`http://registry.lab/v2/${path}`);
	for (const [name, value] of query) url.searchParams.append(name, value);
	return new Request(url, { method, headers: given, ...(method !== "GET" && method !== "HEAD" && { body }) });
}

async function expectProperAnswer(response: Response, method: string): Promise<void> {
	const text = await response.text();
	expect(response.status).toBeLessThan(500);
	expect(response.headers.get("Docker-Distribution-API-Version")).toBe("registry/2.0");
	if (response.status < 400 || method === "HEAD") return;
	const { errors } = JSON.parse(text) as { errors: { code: string; message: string }[] };
	expect(errors[0]?.code).toMatch(codes);
	expect(errors[0]?.message).not.toMatch(/\bat .*:\d+|Error:|undefined|\[object/);
}

test("No single request makes the registry fail, and none touches what others pushed", async () => {
	await fc.assert(
		fc.asyncProperty(requests, async (made) => {
			await expectProperAnswer(await registry.handle(toRequest(made)), made.method);
		}),
		{ seed: SEED, numRuns: RUNS },
	);
	await expectKept();
}, 60_000);

test("No sequence of requests on one upload makes the registry fail, or lets wrong content in", async () => {
	const steps = fc.array(
		fc.record({
			method: fc.constantFrom("PATCH", "PATCH", "PUT", "GET", "DELETE"),
			content: fc.string({ maxLength: 8 }),
			range: fc.option(fc.tuple(fc.integer({ min: -1, max: 12 }), fc.integer({ min: -1, max: 20 }))),
			right: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 8 },
	);
	await fc.assert(
		fc.asyncProperty(steps, async (made) => {
			const started = await send("/v2/fuzz/upload/blobs/uploads/", { method: "POST" });
			const location = started.headers.get("Location") ?? "";
			let uploaded: string | undefined = "";
			for (const { method, content, range, right } of made) {
				const digest = right ? digestOf((uploaded ?? "") + content) : NO_DIGEST;
				const path = method === "PUT" ? `${location}?digest=${digest}` : location;
				const sent = {
					method,
					headers: range ? { "Content-Range": range.join("-") } : {},
					...(method !== "GET" && { body: content }),
				};
				const response = await send(path, sent);
				await expectProperAnswer(response, method);
				if (uploaded === undefined) expect(response.status).toBeGreaterThanOrEqual(400);
				else if (method === "PATCH" && response.status === 202) uploaded += content;
				else if (method === "PUT" && response.status === 201) {
					expect(await (await send(`/v2/fuzz/upload/blobs/${digest}`)).text()).toBe(uploaded + content);
					uploaded = undefined;
				} else if (method === "DELETE" && response.status === 204) uploaded = undefined;
				else if (method === "PUT" && (await send(location)).status === 404) uploaded = undefined;
				else if (method === "GET") {
					expect(response.headers.get("Range")).toBe(`0-${Math.max(0, Buffer.byteLength(uploaded) - 1)}`);
				}
			}
			await send(location, { method: "DELETE" });
		}),
		{ seed: SEED, numRuns: Math.ceil(RUNS / 8) },
	);
	await expectKept();
}, 60_000);

test("No credentials make the registry fail, or let somebody in", async () => {
	const storage = createMemoryStorage();
	const accounts = await Accounts.open(storage.accounts, 1);
	await accounts.set("alice", "secret");
	const guarded = createRegistry({
		storage,
		access: createAccess(accounts, "registry.lab"),
		log: (line) => void logged.push(line),
	});
	const credentials = fc.oneof(
		fc.tuple(fc.constantFrom("Basic", "basic", "Bearer", "Digest", ""), visible).map((parts) => parts.join(" ")),
		fc
			.tuple(fc.constantFrom("alice", "bob", "", "__proto__"), fc.string({ maxLength: 6 }))
			.map(([name, password]) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`),
	);
	await fc.assert(
		fc.asyncProperty(
			credentials,
			fc.constantFrom("/v2/", "/v2/alice/app/blobs/uploads/", "/token"),
			async (authorization, path) => {
				const method = path.endsWith("uploads/") ? "POST" : "GET";
				const headers = { Authorization: authorization };
				const response = await guarded.handle(new Request(`http://registry.lab${path}`, { method, headers }));
				expect(response.status).toBe(401);
				await expectProperAnswer(response, method);
			},
		),
		{ seed: SEED, numRuns: Math.ceil(RUNS / 8) },
	);
	expect(logged).toEqual([]);
}, 60_000);

async function expectKept(): Promise<void> {
	expect(logged).toEqual([]);
	expect(await (await send(`/v2/${KEPT}/manifests/v1`)).text()).toBe(kept.content);
	expect(await (await send(`/v2/${KEPT}/blobs/${layer.digest}`)).text()).toBe("a layer that stays");
	await registry.sweepUploads(0);
	await registry.collectGarbage(0);
	expect(await (await send(`/v2/${KEPT}/manifests/${kept.digest}`)).text()).toBe(kept.content);
	expect(await (await send(`/v2/${KEPT}/blobs/${layer.digest}`)).text()).toBe("a layer that stays");
	expect(await (await send(`/v2/${KEPT}/tags/list`)).json()).toEqual({ name: KEPT, tags: ["v1"] });
}
