/** Who may do what, and how clients come by that: as dockerd, BuildKit and skopeo ask, and as curl does. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createAccess } from "./access.ts";
import { Accounts } from "./accounts.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { push, pushImage, send } from "./support.contract.ts";

/** Real passwords take 600,000. */
const ITERATIONS = 1000;
const basic = (name: string, password: string): Record<string, string> => ({
	Authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${name}:${password}`)))}`,
});

describe("a registry with accounts", () => {
	let registry: Registry;
	let accounts: Accounts;
	let nowMs: number;

	beforeEach(async () => {
		const storage = createMemoryStorage();
		nowMs = Date.now();
		accounts = await Accounts.open(storage.accounts, ITERATIONS);
		await accounts.set("alice", "wönder: land");
		await accounts.set("bob", "builder");
		const everybody = createRegistry({ storage });
		for (const name of ["alice/app", "alice/private/app"])
			await pushImage(everybody, name, "v1", await push(everybody, name, name), name.length);
		registry = createRegistry({ storage, access: createAccess(accounts, "registry.lab", () => nowMs), now: () => nowMs });
	});

	/** As a client with these credentials: asks, is challenged, gets a token, asks again. */
	async function ask(path: string, init: RequestInit = {}, credentials: Record<string, string> = {}): Promise<Response> {
		const first = await send(registry, path, init);
		if (first.status !== 401) return first;
		const challenge = first.headers.get("WWW-Authenticate") ?? "";
		const [, realm = ""] = /^Bearer realm="([^"]+)",service="registry\.lab"/.exec(challenge) ?? [];
		const answer = await send(registry, realm, { headers: credentials });
		if (!answer.ok) return answer;
		const { token } = (await answer.json()) as { token: string };
		return send(registry, path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
	}
	const upload = (name: string, credentials?: Record<string, string>): Promise<Response> =>
		ask(`/v2/${name}/blobs/uploads/`, { method: "POST" }, credentials);
	const pull = (name: string, credentials?: Record<string, string>): Promise<Response> =>
		ask(`/v2/${name}/manifests/v1`, {}, credentials);
	async function problem(response: Response): Promise<string> {
		const { errors } = (await response.json()) as { errors: { code: string }[] };
		return `${response.status} ${errors[0]?.code}`;
	}

	it("lets a user log in, and refuses wrong passwords and unknown users alike", async () => {
		expect((await ask("/v2/", {}, basic("alice", "wönder: land"))).status).toBe(200);
		for (const wrong of [basic("alice", "wonder"), basic("alice", ""), basic("nobody", "x"), basic("", "")]) {
			const response = await ask("/v2/", {}, wrong);
			expect(await problem(response)).toBe("401 UNAUTHORIZED");
		}
		expect((await send(registry, "/v2/")).status).toBe(401);
	});

	it("lets anybody pull what is public, even where a client asks for a token first", async () => {
		expect((await pull("alice/app")).status).toBe(200);
		const { token } = (await (await send(registry, "/token?scope=repository:alice/app:pull")).json()) as { token: string };
		const headers = { Authorization: `Bearer ${token}` };
		for (const path of ["/v2/", "/v2/alice/app/manifests/v1", "/v2/alice/app/tags/list"]) {
			expect((await send(registry, path, { headers })).status).toBe(200);
		}
	});

	it("lets a user push below their own name only", async () => {
		const alice = basic("alice", "wönder: land");
		for (const name of ["alice/new", "alice/private/new"]) expect((await upload(name, alice)).status).toBe(202);
		for (const name of ["alice", "alicex/app", "bob/app", "app"])
			expect(await problem(await upload(name, alice))).toBe("403 DENIED");
		const anonymous = await upload("alice/app");
		expect(anonymous.headers.get("WWW-Authenticate")).toMatch(
			/scope="repository:alice\/app:pull,push",error="insufficient_scope"/,
		);
		expect(await problem(anonymous)).toBe("401 UNAUTHORIZED");
	});

	it("lets only the owner pull what is private, by any way", async () => {
		const [alice, bob] = [basic("alice", "wönder: land"), basic("bob", "builder")];
		expect((await pull("alice/private/app", alice)).status).toBe(200);
		expect(await problem(await pull("alice/private/app", bob))).toBe("403 DENIED");
		expect(await problem(await pull("alice/private/app"))).toBe("401 UNAUTHORIZED");
		expect(await problem(await pull("alice/private/missing"))).toBe("401 UNAUTHORIZED");
		const { layers } = (await (await pull("alice/private/app", alice)).json()) as { layers: [{ digest: string }] };
		for (const from of ["&from=alice/private/app", ""]) {
			const mount = `/v2/bob/app/blobs/uploads/?mount=${layers[0].digest}${from}`;
			expect((await ask(mount, { method: "POST" }, bob)).status).toBe(202);
			expect((await ask(mount.replace("bob/app", "alice/private/other"), { method: "POST" }, alice)).status).toBe(201);
		}
	});

	it("lists to everybody what they may pull", async () => {
		const list = async (credentials?: Record<string, string>): Promise<unknown> =>
			(await (await send(registry, "/v2/_catalog", credentials && { headers: credentials })).json()) as unknown;
		expect(await list()).toEqual({ repositories: ["alice/app"] });
		expect(await list(basic("bob", "builder"))).toEqual({ repositories: ["alice/app"] });
		expect(await list(basic("alice", "wönder: land"))).toEqual({ repositories: ["alice/app", "alice/private/app"] });
	});

	it("lets only the owner delete", async () => {
		const remove = (credentials?: Record<string, string>): Promise<Response> =>
			ask("/v2/alice/app/manifests/v1", { method: "DELETE" }, credentials);
		expect((await remove()).status).toBe(401);
		expect((await remove(basic("bob", "builder"))).status).toBe(403);
		expect((await remove(basic("alice", "wönder: land"))).status).toBe(202);
	});

	it("does not tell strangers of an upload", async () => {
		const location = (await upload("alice/app", basic("alice", "wönder: land"))).headers.get("Location") ?? "";
		expect((await ask(location)).status).toBe(401);
		expect((await ask(location, {}, basic("bob", "builder"))).status).toBe(403);
		expect((await ask(location, {}, basic("alice", "wönder: land"))).status).toBe(204);
	});

	it("takes credentials that come unasked, and refuses what are none", async () => {
		const ping = async (authorization: string): Promise<number> =>
			(await send(registry, "/v2/", { headers: { Authorization: authorization } })).status;
		expect(await ping(basic("bob", "builder").Authorization ?? "")).toBe(200);
		for (const wrong of ["Basic", "Basic !", "Basic Ym9i", "Bearer", "Bearer x", "Bearer a.b", "Digest x", "x", ""]) {
			expect(await ping(wrong), wrong).toBe(401);
		}
	});

	it("makes tokens void after an hour, and when the password changes or the account goes", async () => {
		const token = async (): Promise<RequestInit> => {
			const answer = (await (await send(registry, "/token", { headers: basic("bob", "builder") })).json()) as { token: string };
			return { headers: { Authorization: `Bearer ${answer.token}` } };
		};
		const first = await token();
		nowMs += 3599_000;
		expect((await send(registry, "/v2/", first)).status).toBe(200);
		nowMs += 1000;
		const late = await send(registry, "/v2/", first);
		expect([late.status, late.headers.get("WWW-Authenticate")]).toEqual([401, expect.stringContaining('error="invalid_token"')]);
		const second = await token();
		await accounts.set("bob", "builder");
		expect((await send(registry, "/v2/", second)).status).toBe(401);
		const third = await token();
		await accounts.remove("bob");
		expect((await send(registry, "/v2/", third)).status).toBe(401);
		expect((await ask("/v2/", {}, basic("bob", "builder"))).status).toBe(401);
	});

	it("sends clients that try OAuth first back to GET", async () => {
		const response = await send(registry, "/token", { method: "POST", body: "grant_type=password" });
		expect(await problem(response)).toBe("405 UNSUPPORTED");
	});
});

describe("accounts", () => {
	it("keep no password, survive a reload, and hash the right ones slowly once only", async () => {
		const { accounts: record } = createMemoryStorage();
		await (await Accounts.open(record, ITERATIONS)).set("alice", "wonderland");
		expect(await record.read()).not.toContain("wonderland");
		const later = await Accounts.open(record, ITERATIONS);
		expect(later.names).toEqual(["alice"]);
		const slow = vi.spyOn(crypto.subtle, "deriveBits");
		for (let times = 0; times < 5; times++) expect(await later.verify("alice", "wonderland")).toBe(true);
		expect(slow).toHaveBeenCalledTimes(1);
		expect(await later.verify("alice", "wonderlanD")).toBe(false);
		expect(await later.verify("nobody", "wonderland")).toBe(false);
		expect(slow).toHaveBeenCalledTimes(3);
		slow.mockRestore();
		await later.set("alice", "other");
		expect([await later.verify("alice", "wonderland"), await later.verify("alice", "other")]).toEqual([false, true]);
	});

	it("refuse names that cannot be the first part of a repository's name, and empty passwords", async () => {
		const accounts = await Accounts.open(createMemoryStorage().accounts, ITERATIONS);
		for (const name of ["", "Alice", "a/b", "..", "a b", "-a"])
			await expect(accounts.set(name, "x")).rejects.toThrow("cannot be a name");
		for (const password of ["", "x".repeat(257)]) await expect(accounts.set("a", password)).rejects.toThrow("1 to 256");
		expect(accounts.names).toEqual([]);
	});

	it("are not opened when their record is damaged, rather than letting everybody in", async () => {
		const { accounts: record } = createMemoryStorage();
		await record.write("{}");
		await expect(Accounts.open(record)).rejects.toThrow();
	});
});
