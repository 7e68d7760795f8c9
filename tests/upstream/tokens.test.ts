/** How the way to the upstream registry shows who it is. */
import { describe, expect, it } from "vitest";
import { parseChallenge } from "#server/upstream/challenge.ts";
import { pushImage } from "../registry/client.ts";
import { errorOf, openWay, type RealRegistry, startRegistry, startServer, type Way } from "./loopback.ts";

interface TokenService {
	readonly realm: string;
	/** Query and `Authorization` of each request. */
	readonly asked: { query: string; authorization: string | undefined }[];
	/** The registry takes these. */
	readonly valid: Set<string>;
}

/** Gives a new token to each who asks; with `wanted`, only to whoever has this `Authorization`. */
async function startTokens(fields: object = {}, wanted?: string): Promise<TokenService> {
	const asked: TokenService["asked"] = [];
	const valid = new Set<string>();
	const origin = await startServer((request, response) => {
		const { authorization } = request.headers;
		asked.push({ query: new URL(request.url ?? "", "http://tokens.test").search, authorization });
		if (wanted !== undefined && authorization !== wanted) {
			response.writeHead(401).end();
			return;
		}
		const token = `token${asked.length}`;
		valid.add(token);
		response.end(JSON.stringify({ token, ...fields }));
	});
	return { realm: `${origin}/token`, asked, valid };
}

/** With the image `library/alpine:3`, for those who have a token. */
async function startGuarded({ realm, valid }: TokenService): Promise<RealRegistry> {
	const challenge = `Bearer realm="${realm}",service="registry.test",scope="repository:library/alpine:pull"`;
	const registry = await startRegistry((request) => {
		const token = /^Bearer (.*)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
		if (token !== undefined && valid.has(token)) return undefined;
		return new Response(null, { status: 401, headers: { "WWW-Authenticate": challenge } });
	});
	await pushImage(registry.push, "library/alpine", "3");
	return registry;
}

/** Its manifest, past what is kept of the tag. */
async function pull({ ask, advance }: Way): Promise<Response> {
	advance(61_000);
	return ask("/v2/library/alpine/manifests/3");
}

describe("A registry that wants tokens", () => {
	it("gets one that was asked for without credentials, for this repository and for reading", async () => {
		const tokens = await startTokens();
		const registry = await startGuarded(tokens);
		const way = await openWay(registry.origin);
		expect((await pull(way)).status).toBe(200);
		const query = "?service=registry.test&scope=repository%3Alibrary%2Falpine%3Apull";
		expect(tokens.asked).toEqual([{ query, authorization: undefined }]);
	});

	it("gets one that was asked for with the site's credentials, which it does not see itself", async () => {
		const basic = `Basic ${Buffer.from("site:secret word").toString("base64")}`;
		const tokens = await startTokens({}, basic);
		const registry = await startGuarded(tokens);
		const environment = { SLIPWAY_UPSTREAM_USER: "site", SLIPWAY_UPSTREAM_PASSWORD: "secret word" };
		expect((await pull(await openWay(registry.origin, { environment }))).status).toBe(200);
		expect(registry.headers.map((headers) => headers.get("Authorization"))).not.toContain(basic);
		const stranger = await openWay(registry.origin);
		expect(await errorOf(await pull(stranger))).toMatchObject({ status: 502, code: "UNAVAILABLE" });
		expect(stranger.logged.join()).toContain("HTTP status 401");
	});

	it("gets the same one until it expires", async () => {
		const tokens = await startTokens({ expires_in: 300 });
		const way = await openWay((await startGuarded(tokens)).origin);
		for (let minute = 1; minute <= 4; minute++) expect((await pull(way)).status).toBe(200);
		expect(tokens.asked).toHaveLength(1);
		way.advance(60_000);
		expect((await pull(way)).status).toBe(200);
		expect(tokens.asked).toHaveLength(2);
	});

	it("gets another one when it no longer takes the first, and no third", async () => {
		const tokens = await startTokens({ expires_in: 3600 });
		const registry = await startGuarded(tokens);
		const way = await openWay(registry.origin);
		expect((await pull(way)).status).toBe(200);
		tokens.valid.clear();
		expect((await pull(way)).status).toBe(200);
		expect(tokens.asked).toHaveLength(2);
		tokens.valid.clear();
		tokens.valid.add = () => tokens.valid;
		expect(await errorOf(await pull(way))).toMatchObject({ status: 403, code: "DENIED" });
		expect(tokens.asked).toHaveLength(3);
	});

	it.each([
		["no token", { token: "" }],
		["a token that is no header", { token: "two\nlines" }],
		["no JSON", undefined],
	])("and whose service of tokens gives %s, is not asked again", async (_, fields) => {
		const realm = await startServer((_request, response) => void response.end(fields ? JSON.stringify(fields) : "<html>"));
		const registry = await startGuarded({ realm, asked: [], valid: new Set() });
		const way = await openWay(registry.origin);
		expect(await errorOf(await pull(way))).toMatchObject({ status: 502, code: "UNAVAILABLE" });
		expect(registry.asked).toHaveLength(1);
		expect(way.logged.join()).toContain("gives no token");
	});

	it("and sends the site elsewhere than to a web server, is not followed", async () => {
		const registry = await startGuarded({ realm: "file:///etc/passwd", asked: [], valid: new Set() });
		const way = await openWay(registry.origin);
		expect(await errorOf(await pull(way))).toMatchObject({ status: 502, code: "UNAVAILABLE" });
		expect(way.logged.join()).toContain("file:///etc/passwd");
	});
});

describe("A registry that wants a password", () => {
	const basic = `Basic ${Buffer.from("site:secret").toString("base64")}`;
	const start = async (): Promise<RealRegistry> => {
		const registry = await startRegistry((request) =>
			request.headers.get("Authorization") === basic
				? undefined
				: new Response(null, { status: 401, headers: { "WWW-Authenticate": 'Basic realm="here"' } }),
		);
		await pushImage(registry.push, "library/alpine", "3");
		return registry;
	};

	it("gets the site's", async () => {
		const environment = { SLIPWAY_UPSTREAM_USER: "site", SLIPWAY_UPSTREAM_PASSWORD: "secret" };
		expect((await pull(await openWay((await start()).origin, { environment }))).status).toBe(200);
	});

	it("lets nobody in when the site has none, or a wrong one", async () => {
		const { origin } = await start();
		for (const environment of [{}, { SLIPWAY_UPSTREAM_USER: "site", SLIPWAY_UPSTREAM_PASSWORD: "wrong" }]) {
			const refused = await errorOf(await pull(await openWay(origin, { environment })));
			expect(refused).toEqual({ status: 403, code: "DENIED", message: "requested access to the resource is denied" });
		}
	});
});

describe("WWW-Authenticate", () => {
	it.each([
		['Bearer realm="https://a.test/token",service="s"', { scheme: "bearer", realm: "https://a.test/token", service: "s" }],
		[
			'bearer Realm = https://a.test , scope="repository:a:pull,push"',
			{ realm: "https://a.test", scope: "repository:a:pull,push" },
		],
		['Basic realm="x", Bearer realm="a \\"b\\""', { scheme: "bearer", realm: 'a "b"' }],
		['Negotiate, Basic realm="x"', { scheme: "basic" }],
		["Basic", { scheme: "basic" }],
	])("%s is understood", (header, expected) => {
		expect(parseChallenge(header)).toMatchObject(expected);
	});

	it.each([null, "", "Negotiate", "Bearer", "Bearer service=x", "=", '"', ', "x" Bearer', "é"])(
		"%s asks for nothing we have",
		(header) => {
			expect(parseChallenge(header)).toBeUndefined();
		},
	);
});
