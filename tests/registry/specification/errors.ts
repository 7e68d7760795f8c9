/** The specification: error codes. */
import { describe, expect, it } from "vitest";
import { errorOf, NO_DIGEST, pushBlob, pushImage, putManifest } from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describeErrors({ send, repository }: Laboratory): void {
	describe("error codes", () => {
		it("refuses malformed names as NAME_INVALID", async () => {
			const bad = [
				"UPPER",
				"a//b",
				"-a",
				"a-",
				"a/.b",
				"a..b",
				"a___b",
				"a%2Fb",
				"a%00b",
				"%2e%2e%2fetc",
				"a%",
				"a".repeat(231),
				"ä",
			];
			for (const name of bad) {
				for (const end of ["manifests/latest", `blobs/${NO_DIGEST}`, "tags/list", `referrers/${NO_DIGEST}`]) {
					expect(await errorOf(await send(`/v2/${name}/${end}`)), `${name}/${end}`).toEqual({
						status: 400,
						code: "NAME_INVALID",
					});
				}
				const post = await send(`/v2/${name}/blobs/uploads/`, { method: "POST" });
				expect(await errorOf(post), name).toEqual({ status: 400, code: "NAME_INVALID" });
			}
		});

		it("takes every name that the specification allows", async () => {
			for (const name of [
				"a",
				"0",
				"a.b",
				"a_b",
				"a__b",
				"a---b",
				"a/b/c/d",
				"blobs/uploads",
				"manifests/tags",
				"v2",
				"a".repeat(230),
			]) {
				const pushed = await pushImage(send, name, "list");
				expect(await (await send(`/v2/${name}/manifests/list`)).text()).toBe(pushed.content);
				expect((await send(`/v2/${name}/tags/list`)).status).toBe(200);
			}
		});

		it("refuses malformed tags and digests", async () => {
			const name = repository();
			const { content } = await pushImage(send, name, "v1");
			for (const tag of [".dot", "-dash", "a".repeat(129), "a%20b", "%2e%2e%2fx"]) {
				expect((await send(`/v2/${name}/manifests/${tag}`)).status, tag).toBe(404);
				expect((await putManifest(send, name, tag, content)).status, tag).toBe(400);
			}
			for (const digest of ["sha256:abc", "sha256:", "md5:abc", `${NO_DIGEST}:1`, "sha256:..%2f..%2fx"]) {
				expect(await errorOf(await send(`/v2/${name}/manifests/${digest}`)), digest).toEqual({
					status: 400,
					code: "DIGEST_INVALID",
				});
				expect((await send(`/v2/${name}/blobs/${digest}`)).status, digest).toBe(400);
			}
		});

		it("understands a digest whose colon is percent-encoded", async () => {
			const name = repository();
			const { digest } = await pushBlob(send, name, "encoded");
			expect((await send(`/v2/${name}/blobs/${digest.replace(":", "%3A")}`)).status).toBe(200);
		});

		it("answers 405 with what is allowed where a method makes no sense, and 404 where nothing is", async () => {
			const name = repository();
			const cases: [string, string][] = [
				["POST", "/v2/"],
				["POST", `/v2/${name}/manifests/v1`],
				["PUT", `/v2/${name}/blobs/${NO_DIGEST}`],
				["GET", `/v2/${name}/blobs/uploads/`],
				["DELETE", `/v2/${name}/tags/list`],
				["PUT", "/v2/_catalog"],
			];
			for (const [method, path] of cases) {
				const response = await send(path, { method });
				expect(response.headers.get("Allow"), path).toMatch(/[A-Z]/);
				expect(await errorOf(response), path).toEqual({ status: 405, code: "UNSUPPORTED" });
			}
			for (const path of ["/", "/v1/", "/v3/x", "/v2/x", "/v2/x/y/z", "/v2/x/tags/all", "/v2x/"]) {
				expect((await send(path)).status, path).toBe(404);
			}
		});
	});
}
