/** What the environment of a server may say, and what it hears when it says something else. */
import { homedir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings, SettingsInvalidError } from "#server/upstream/settings.ts";

const registry = { SLIPWAY_UPSTREAM_REGISTRY: "https://registry.test" };

describe("The settings of an upstream registry", () => {
	it("are none unless one is named", () => {
		expect(readSettings({})).toBeUndefined();
		expect(readSettings({ SLIPWAY_UPSTREAM_REGISTRY: "", SLIPWAY_UPSTREAM_MAX_MB: "wrong" })).toBeUndefined();
	});

	it("are careful where nothing is said", () => {
		expect(readSettings({ ...registry, SLIPWAY_UPSTREAM_ALLOW: "", XDG_CACHE_HOME: undefined })).toMatchObject({
			origin: "https://registry.test",
			allowed: "library/*",
			maxBlobBytes: 512_000_000,
			maxCacheBytes: 4_096_000_000,
			cacheFolder: path.join(homedir(), ".cache", "slipway", "upstream"),
			credentials: undefined,
		});
	});

	it("may all be said", () => {
		const settings = readSettings({
			SLIPWAY_UPSTREAM_REGISTRY: "http://127.0.0.1:5001/",
			SLIPWAY_UPSTREAM_ALLOW: "a/b, library/*",
			SLIPWAY_UPSTREAM_MAX_MB: "1",
			SLIPWAY_UPSTREAM_CACHE_MB: "2",
			SLIPWAY_UPSTREAM_USER: "site",
			SLIPWAY_UPSTREAM_PASSWORD: "with: colon",
			SLIPWAY_CACHE: "/var/cache/site",
		});
		expect(settings).toMatchObject({
			origin: "http://127.0.0.1:5001",
			allowed: "a/b, library/*",
			maxBlobBytes: 1_000_000,
			maxCacheBytes: 2_000_000,
			cacheFolder: "/var/cache/site/upstream",
			credentials: { user: "site", password: "with: colon" },
		});
		expect(readSettings({ ...registry, SLIPWAY_UPSTREAM_CACHE: "/srv/images" })?.cacheFolder).toBe("/srv/images");
	});

	it.each([
		["library/*", ["library/alpine"], ["library/a/b", "other/library/a", "alpine"]],
		["library/a*", ["library/a", "library/alpine"], ["library/b"]],
		["a.b/c", ["a.b/c"], ["axb/c", "a.b/c/d", "a.b/cc"]],
		["team/**", ["team/a", "team/a/b"], ["team", "teams/a"]],
		["**", ["a", "a/b/c"], []],
	])("let %s through by its meaning", (pattern, allowed, others) => {
		const settings = readSettings({ ...registry, SLIPWAY_UPSTREAM_ALLOW: pattern });
		for (const name of allowed) expect(settings?.allows(name), name).toBe(true);
		for (const name of others) expect(settings?.allows(name), name).toBe(false);
	});

	it.each([
		[{ SLIPWAY_UPSTREAM_REGISTRY: "registry.test" }, "SLIPWAY_UPSTREAM_REGISTRY has to be a URL"],
		[{ SLIPWAY_UPSTREAM_REGISTRY: "ftp://registry.test" }, "SLIPWAY_UPSTREAM_REGISTRY has to be a URL"],
		[{ SLIPWAY_UPSTREAM_REGISTRY: "https://me:secret@registry.test" }, "must have no user and password in it"],
		[
			{ SLIPWAY_UPSTREAM_REGISTRY: "https://registry.test/v2/" },
			"has to end after its host and port, as in https://registry.test.",
		],
		[{ SLIPWAY_UPSTREAM_ALLOW: "library/*;b" }, "SLIPWAY_UPSTREAM_ALLOW has to be names"],
		[{ SLIPWAY_UPSTREAM_ALLOW: "(a+)+" }, "SLIPWAY_UPSTREAM_ALLOW has to be names"],
		[{ SLIPWAY_UPSTREAM_ALLOW: "a," }, "SLIPWAY_UPSTREAM_ALLOW has to be names"],
		[{ SLIPWAY_UPSTREAM_MAX_MB: "0" }, "SLIPWAY_UPSTREAM_MAX_MB has to be a whole number"],
		[{ SLIPWAY_UPSTREAM_MAX_MB: "1e3" }, "SLIPWAY_UPSTREAM_MAX_MB has to be a whole number"],
		[{ SLIPWAY_UPSTREAM_CACHE_MB: "-1" }, "SLIPWAY_UPSTREAM_CACHE_MB has to be a whole number"],
		[{ SLIPWAY_UPSTREAM_USER: "me" }, "SLIPWAY_UPSTREAM_USER and SLIPWAY_UPSTREAM_PASSWORD have to be set both"],
		[{ SLIPWAY_UPSTREAM_USER: "a:b", SLIPWAY_UPSTREAM_PASSWORD: "c" }, "SLIPWAY_UPSTREAM_USER has a colon in it"],
	])("%j is refused by name, and without its secrets", (wrong, message) => {
		const read = (): unknown => readSettings({ ...registry, ...wrong });
		expect(read).toThrow(SettingsInvalidError);
		expect(read).toThrow(message);
		expect(read).not.toThrow("secret");
	});
});
