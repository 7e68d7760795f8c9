/** The specification: lists and referrers. */
import { describe, expect, it } from "vitest";
import { bare, errorOf, INDEX, NO_DIGEST, pushBlob, pushImage, pushIndex, startUpload } from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describeLists({ send, repository }: Laboratory): void {
	describe("listing tags (end-8)", () => {
		it("MUST list tags in order, and answer 404 for a repository that is not there", async () => {
			const name = repository();
			for (const tag of ["b", "a", "Z", "10", "9"]) await pushImage(send, name, tag);
			const response = await send(`/v2/${name}/tags/list`);
			expect(await response.json()).toEqual({ name, tags: ["10", "9", "Z", "a", "b"] });
			expect(response.headers.get("Link")).toBeNull();
			expect(await errorOf(await send(`/v2/${repository()}/tags/list`))).toEqual({ status: 404, code: "NAME_UNKNOWN" });
		});

		it("MUST give n tags after last, and none without a Link for n=0", async () => {
			const name = repository();
			for (const tag of ["a", "b", "c", "d"]) await pushImage(send, name, tag);
			const list = async (query: string): Promise<[string[], boolean]> => {
				const response = await send(`/v2/${name}/tags/list?${query}`);
				return [((await response.json()) as { tags: string[] }).tags, response.headers.has("Link")];
			};
			expect(await list("n=0")).toEqual([[], false]);
			expect(await list("n=2")).toEqual([["a", "b"], true]);
			expect(await list("n=4")).toEqual([["a", "b", "c", "d"], false]);
			expect(await list("n=100&last=b")).toEqual([["c", "d"], false]);
			expect(await list("last=c")).toEqual([["d"], false]);
			expect(await list("n=1&last=bb")).toEqual([["c"], true]);
			expect(await list("n=5&last=zzz")).toEqual([[], false]);
			for (const n of ["-1", "x", "1.5", "", "99999999999"])
				expect((await send(`/v2/${name}/tags/list?n=${n}`)).status).toBe(400);
		});

		it("MUST form the Link as RFC 5988 says, so that following it gives everything once", async () => {
			const name = repository();
			const tags = ["a", "b_1", "c.2", "d-3", "e"];
			for (const tag of tags) await pushImage(send, name, tag);
			const seen: string[] = [];
			for (let path: string | undefined = `/v2/${name}/tags/list?n=2`; path !== undefined; ) {
				const response: Response = await send(path);
				seen.push(...((await response.json()) as { tags: string[] }).tags);
				path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("Link") ?? "")?.[1];
			}
			expect(seen).toEqual(tags);
		});
	});

	describe("the catalogue", () => {
		it("lists repositories page by page", async () => {
			const stem = repository().replaceAll("/", "-");
			const all = ["a", "b/c", "d"].map((end) => `${stem}/${end}`);
			for (const name of all) await pushImage(send, name, "v1");
			await startUpload(send, `${stem}/unfinished`);
			const seen: string[] = [];
			for (let path: string | undefined = `/v2/_catalog?n=2&last=${stem}`; path !== undefined; ) {
				const response: Response = await send(path);
				seen.push(...((await response.json()) as { repositories: string[] }).repositories);
				path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("Link") ?? "")?.[1];
			}
			expect(seen.filter((name) => name.startsWith(stem))).toEqual(all);
		});
	});

	describe("listing referrers (end-12)", () => {
		it("MUST answer 200 with an empty index when there are none, and never 404", async () => {
			const name = repository();
			const { digest } = await pushImage(send, name, "v1");
			for (const path of [
				`/v2/${name}/referrers/${digest}`,
				`/v2/${name}/referrers/${NO_DIGEST}`,
				`/v2/${repository()}/referrers/${digest}`,
			]) {
				const response = await send(path);
				expect([response.status, response.headers.get("Content-Type")]).toEqual([200, INDEX]);
				expect(await response.json()).toEqual({ schemaVersion: 2, mediaType: INDEX, manifests: [] });
			}
		});

		it("MUST answer 400 for a malformed digest", async () => {
			expect((await send(`/v2/${repository()}/referrers/sha256:abc`)).status).toBe(400);
		});

		it("MUST describe referrers with artifact type and annotations, and filter by type", async () => {
			const name = repository();
			const about = await pushImage(send, name, "v1");
			const subject = bare(about);
			const sbom = await pushImage(send, name, undefined, {
				subject,
				artifactType: "application/x-sbom",
				annotations: { a: "b" },
			});
			const config = { ...(await pushBlob(send, name, "{}")), mediaType: "application/x-signature" };
			const signature = await pushImage(send, name, undefined, { subject, config });
			const index = await pushIndex(send, name, undefined, [subject], { subject });
			const list = async (query = ""): Promise<{ manifests: Record<string, unknown>[]; filters: string | null }> => {
				const response = await send(`/v2/${name}/referrers/${about.digest}${query}`);
				const { manifests } = (await response.json()) as { manifests: Record<string, unknown>[] };
				return { manifests, filters: response.headers.get("OCI-Filters-Applied") };
			};
			const described = {
				sbom: { ...bare(sbom), artifactType: "application/x-sbom", annotations: { a: "b" } },
				signature: { ...bare(signature), artifactType: "application/x-signature" },
				index: bare(index),
			};
			expect(await list()).toEqual({
				manifests: expect.arrayContaining([described.sbom, described.signature, described.index]),
				filters: null,
			});
			expect(await list("?artifactType=application%2Fx-signature")).toEqual({
				manifests: [described.signature],
				filters: "artifactType",
			});
			expect(await list("?artifactType=none")).toEqual({ manifests: [], filters: "artifactType" });
			await send(`/v2/${name}/manifests/${sbom.digest}`, { method: "DELETE" });
			expect((await list()).manifests).toHaveLength(2);
		});
	});
}
