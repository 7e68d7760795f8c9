/** The specification: how manifests are pushed. */
import { describe, expect, it } from "vitest";
import { digestOf, errorOf, IMAGE, INDEX, NO_DIGEST, pushBlob, pushImage, putManifest } from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describePushManifests({ send, repository }: Laboratory): void {
	describe("pushing manifests (end-7)", () => {
		it("MUST answer 201 with a pullable location, and moves a tag that is there", async () => {
			const name = repository();
			const first = await pushImage(send, name, "v1");
			const second = await pushImage(send, name, "v1", { annotations: { second: "yes" } });
			const put = await putManifest(send, name, "v1", second.content);
			expect(put.status).toBe(201);
			expect(put.headers.get("Docker-Content-Digest")).toBe(second.digest);
			expect(await (await send(put.headers.get("Location") ?? "")).text()).toBe(second.content);
			expect((await send(`/v2/${name}/manifests/${first.digest}`)).status).toBe(200);
		});

		it("MUST answer MANIFEST_BLOB_UNKNOWN when something is missing that the manifest refers to", async () => {
			const name = repository();
			const config = await pushBlob(send, name, "{}");
			const missing = { mediaType: "application/octet-stream", digest: NO_DIGEST, size: 1 };
			const contents = [
				[IMAGE, { schemaVersion: 2, mediaType: IMAGE, config, layers: [missing] }],
				[IMAGE, { schemaVersion: 2, mediaType: IMAGE, config: missing, layers: [] }],
				[INDEX, { schemaVersion: 2, mediaType: INDEX, manifests: [missing] }],
			] as const;
			for (const [type, content] of contents) {
				const response = await putManifest(send, name, "v1", JSON.stringify(content), type);
				expect(await errorOf(response)).toEqual({ status: 400, code: "MANIFEST_BLOB_UNKNOWN" });
			}
			expect((await send(`/v2/${name}/manifests/v1`)).status).toBe(404);
		});

		it("MUST accept a subject that is not there, and say that it has seen it", async () => {
			const name = repository();
			const config = await pushBlob(send, name, "{}");
			const subject = { mediaType: IMAGE, digest: NO_DIGEST, size: 1 };
			const content = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config, layers: [], subject });
			const response = await putManifest(send, name, digestOf(content), content);
			expect([response.status, response.headers.get("OCI-Subject")]).toEqual([201, NO_DIGEST]);
		});

		it("refuses manifests that are none", async () => {
			const name = repository();
			const config = await pushBlob(send, name, "{}");
			const image = { schemaVersion: 2, mediaType: IMAGE, config, layers: [] };
			const cases: [what: string, content: string, type?: string][] = [
				["nothing", ""],
				["no JSON", "{"],
				["a list", "[]"],
				["null", "null"],
				["no layers", JSON.stringify({ ...image, layers: undefined })],
				["another version", JSON.stringify({ ...image, schemaVersion: 1 })],
				["no digest", JSON.stringify({ ...image, config: { ...config, digest: "sha256:.." } })],
				["a wrong length", JSON.stringify({ ...image, config: { ...config, size: 3 } })],
				["a negative length", JSON.stringify({ ...image, config: { ...config, size: -2 } })],
				["annotations that are no texts", JSON.stringify({ ...image, annotations: { a: 1 } })],
				["another type than it says", JSON.stringify({ ...image, mediaType: INDEX })],
				["an unknown type", JSON.stringify({ ...image, mediaType: "text/plain" }), "text/plain"],
			];
			for (const [what, content, type] of cases) {
				const response = await putManifest(send, name, "v1", content, type);
				expect(await errorOf(response), what).toEqual({ status: 400, code: "MANIFEST_INVALID" });
			}
			expect((await send(`/v2/${name}/manifests/v1`)).status).toBe(404);
		});

		it("ignores parameters of the Content-Type, and reads the type from the manifest when there is none", async () => {
			const name = repository();
			const { content } = await pushImage(send, name, "v1");
			expect((await putManifest(send, name, "v2", content, `${IMAGE}; charset=utf-8`)).status).toBe(201);
			const bytes = new TextEncoder().encode(content);
			expect((await send(`/v2/${name}/manifests/v3`, { method: "PUT", body: bytes })).status).toBe(201);
			for (const tag of ["v2", "v3"]) {
				expect((await send(`/v2/${name}/manifests/${tag}`)).headers.get("Content-Type")).toBe(IMAGE);
			}
		});

		it("MUST NOT take a manifest under another digest than its own", async () => {
			const name = repository();
			const { content } = await pushImage(send, name, "v1");
			const response = await putManifest(send, name, NO_DIGEST, content);
			expect(await errorOf(response)).toEqual({ status: 400, code: "DIGEST_INVALID" });
			expect((await putManifest(send, name, digestOf(content, "sha512"), content)).status).toBe(201);
			expect(await (await send(`/v2/${name}/manifests/${digestOf(content, "sha512")}`)).text()).toBe(content);
		});

		it("SHOULD take a manifest of 4 MB, and answer 413 to a larger one than it accepts", async () => {
			const name = repository();
			const config = await pushBlob(send, name, "{}");
			const image = { schemaVersion: 2, mediaType: IMAGE, config, layers: [] };
			const large = JSON.stringify({ ...image, annotations: { padding: "x".repeat(4_000_000) } });
			expect((await putManifest(send, name, "large", large)).status).toBe(201);
			const larger = JSON.stringify({ ...image, annotations: { padding: "x".repeat(5_000_000) } });
			expect(await errorOf(await putManifest(send, name, "larger", larger))).toEqual({ status: 413, code: "MANIFEST_INVALID" });
		});

		it("MUST name the tags that it set in OCI-Tag, ten at least (end-7b)", async () => {
			const name = repository();
			const { content, digest } = await pushImage(send, name);
			const tags = Array.from({ length: 12 }, (_, index) => `t${index}`);
			const query = tags.map((tag) => `tag=${tag}`).join("&");
			const response = await putManifest(send, name, `${digest}?${query}`, content);
			expect(response.status).toBe(201);
			expect(response.headers.get("OCI-Tag")?.split(/, */)).toEqual(tags);
			expect((await send(`/v2/${name}/manifests/t11`)).headers.get("Docker-Content-Digest")).toBe(digest);
			const many = Array.from({ length: 101 }, (_, index) => `tag=m${index}`).join("&");
			expect((await putManifest(send, name, `${digest}?${many}`, content)).status).toBe(414);
			expect((await putManifest(send, name, `${digest}?tag=.bad`, content)).status).toBe(400);
		});

		it("takes tags that mean something to JavaScript", async () => {
			const name = repository();
			for (const tag of ["__proto__", "constructor", "toString"]) {
				expect((await send(`/v2/${name}/manifests/${tag}`)).status).toBe(404);
				await pushImage(send, name, tag);
				expect((await send(`/v2/${name}/manifests/${tag}`)).status).toBe(200);
			}
			const { tags } = (await (await send(`/v2/${name}/tags/list`)).json()) as { tags: string[] };
			expect(tags).toEqual(["__proto__", "constructor", "toString"]);
		});
	});
}
