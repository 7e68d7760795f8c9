/** The specification: what a client pulls. */
import { describe, expect, it } from "vitest";
import {
	bare,
	DOCKER_IMAGE,
	DOCKER_LIST,
	errorOf,
	IMAGE,
	INDEX,
	NO_DIGEST,
	pushBlob,
	pushImage,
	pushIndex,
	pushManifest,
} from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describePull({ send, repository }: Laboratory): void {
	describe("determining support (end-1)", () => {
		it("answers 200 at /v2/", async () => {
			const response = await send("/v2/");
			expect(response.status).toBe(200);
			expect(response.headers.get("Docker-Distribution-API-Version")).toBe("registry/2.0");
		});
	});

	describe("pulling manifests (end-3)", () => {
		it("MUST provide a manifest with 200 and its digest, by tag and by digest, in the bytes that were pushed", async () => {
			const name = repository();
			const pushed = await pushImage(send, name, "v1", { annotations: { spaces: "  and  ünïcode " } });
			for (const reference of ["v1", pushed.digest]) {
				const response = await send(`/v2/${name}/manifests/${reference}`);
				expect(response.status).toBe(200);
				expect(response.headers.get("Docker-Content-Digest")).toBe(pushed.digest);
				expect(response.headers.get("Content-Type")).toBe(IMAGE);
				expect(await response.text()).toBe(pushed.content);
			}
		});

		it("MUST answer HEAD with 200, digest and length, and no body", async () => {
			const name = repository();
			const pushed = await pushImage(send, name, "v1");
			const response = await send(`/v2/${name}/manifests/v1`, { method: "HEAD" });
			expect(response.status).toBe(200);
			expect(response.headers.get("Docker-Content-Digest")).toBe(pushed.digest);
			expect(response.headers.get("Content-Length")).toBe(String(pushed.size));
			expect(await response.text()).toBe("");
		});

		it("MUST answer 404 for a manifest, a tag and a repository that are not there", async () => {
			const name = repository();
			await pushImage(send, name, "v1");
			expect(await errorOf(await send(`/v2/${name}/manifests/v2`))).toEqual({ status: 404, code: "MANIFEST_UNKNOWN" });
			expect(await errorOf(await send(`/v2/${name}/manifests/${NO_DIGEST}`))).toEqual({
				status: 404,
				code: "MANIFEST_UNKNOWN",
			});
			expect(await errorOf(await send(`/v2/${repository()}/manifests/v1`))).toEqual({ status: 404, code: "NAME_UNKNOWN" });
			const head = await send(`/v2/${name}/manifests/v2`, { method: "HEAD" });
			expect([head.status, await head.text()]).toEqual([404, ""]);
		});

		it("keeps repositories apart: what one holds cannot be had by another's name", async () => {
			const [one, other] = [repository(), repository()];
			const blob = await pushBlob(send, one, "only in one");
			const { digest } = await pushImage(send, one, "v1");
			await pushImage(send, other, "v1");
			expect((await send(`/v2/${other}/blobs/${blob.digest}`)).status).toBe(404);
			expect((await send(`/v2/${other}/manifests/${digest}`, { method: "HEAD" })).status).toBe(200);
			const only = await pushImage(send, one, "v2", { annotations: { only: "here" } });
			expect((await send(`/v2/${other}/manifests/${only.digest}`)).status).toBe(404);
		});

		it("answers 304 to a client that has it", async () => {
			const name = repository();
			const { digest } = await pushImage(send, name, "v1");
			const etag = (await send(`/v2/${name}/manifests/v1`, { method: "HEAD" })).headers.get("ETag") ?? "";
			expect(etag).toBe(`"${digest}"`);
			const headers = { "If-None-Match": etag };
			expect((await send(`/v2/${name}/manifests/v1`, { headers })).status).toBe(304);
			await pushImage(send, name, "v1", { annotations: { changed: "yes" } });
			expect((await send(`/v2/${name}/manifests/v1`, { headers })).status).toBe(200);
		});
	});

	describe("content negotiation", () => {
		it("gives an index to those who take one, and its linux/386 image to those who take images alone", async () => {
			const name = repository();
			const ours = await pushImage(send, name);
			const other = await pushImage(send, name, undefined, { annotations: { other: "platform" } });
			const index = await pushIndex(send, name, "v1", [
				{ ...bare(other), platform: { os: "linux", architecture: "amd64" } },
				{ ...bare(ours), platform: { os: "linux", architecture: "386" } },
			]);
			for (const accept of [`${INDEX}, ${IMAGE}`, INDEX, "*/*", `${IMAGE}, */*;q=0.1`, "text/html"]) {
				const response = await send(`/v2/${name}/manifests/v1`, { headers: { Accept: accept } });
				expect(response.headers.get("Docker-Content-Digest"), accept).toBe(index.digest);
			}
			for (const accept of [IMAGE, `${IMAGE}, ${INDEX};q=0`]) {
				const response = await send(`/v2/${name}/manifests/v1`, { headers: { Accept: accept } });
				expect(response.headers.get("Docker-Content-Digest"), accept).toBe(ours.digest);
				expect(response.headers.get("Content-Type")).toBe(IMAGE);
			}
			const byDigest = await send(`/v2/${name}/manifests/${index.digest}`, { headers: { Accept: IMAGE } });
			expect(byDigest.headers.get("Content-Type")).toBe(INDEX);
		});

		it("tells a client that it has the tag in another form only", async () => {
			const name = repository();
			await pushImage(send, name, "v1");
			const response = await send(`/v2/${name}/manifests/v1`, { headers: { Accept: DOCKER_IMAGE } });
			expect(await errorOf(response)).toEqual({ status: 404, code: "MANIFEST_UNKNOWN" });
		});

		it("takes Docker's own forms of image and list", async () => {
			const name = repository();
			const image = await pushImage(send, name, undefined, { mediaType: DOCKER_IMAGE });
			const content = JSON.stringify({ schemaVersion: 2, mediaType: DOCKER_LIST, manifests: [bare(image)] });
			await pushManifest(send, name, "v1", content, DOCKER_LIST);
			const response = await send(`/v2/${name}/manifests/v1`, { headers: { Accept: `${DOCKER_LIST}, ${DOCKER_IMAGE}` } });
			expect(response.headers.get("Content-Type")).toBe(DOCKER_LIST);
		});
	});

	describe("pulling blobs (end-2)", () => {
		it("MUST provide a blob with 200 and its digest, and answer HEAD with its length", async () => {
			const name = repository();
			const { digest } = await pushBlob(send, name, "a blob");
			const response = await send(`/v2/${name}/blobs/${digest}`);
			expect([response.status, await response.text()]).toEqual([200, "a blob"]);
			const head = await send(`/v2/${name}/blobs/${digest}`, { method: "HEAD" });
			expect([head.status, head.headers.get("Content-Length"), await head.text()]).toEqual([200, "6", ""]);
			for (const { headers } of [response, head]) expect(headers.get("Docker-Content-Digest")).toBe(digest);
		});

		it("MUST answer 404 for a blob that is not there", async () => {
			const name = repository();
			await pushBlob(send, name, "another");
			expect(await errorOf(await send(`/v2/${name}/blobs/${NO_DIGEST}`))).toEqual({ status: 404, code: "BLOB_UNKNOWN" });
			expect((await send(`/v2/${name}/blobs/${NO_DIGEST}`, { method: "HEAD" })).status).toBe(404);
		});

		it("SHOULD serve ranges", async () => {
			const name = repository();
			const content = Uint8Array.from({ length: 700_000 }, (_, index) => (index * 7) % 251);
			const { digest } = await pushBlob(send, name, content);
			const cases: [string, number, number][] = [
				["bytes=0-0", 0, 1],
				["bytes=300000-300999", 300_000, 301_000],
				["bytes=699990-", 699_990, 700_000],
				["bytes=-5", 699_995, 700_000],
				["bytes=699999-9999999", 699_999, 700_000],
			];
			for (const [range, start, end] of cases) {
				const response = await send(`/v2/${name}/blobs/${digest}`, { headers: { Range: range } });
				expect(response.status, range).toBe(206);
				expect(response.headers.get("Content-Range")).toBe(`bytes ${start}-${end - 1}/700000`);
				expect(response.headers.get("Content-Length")).toBe(String(end - start));
				expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(start, end)), range).toBe(true);
			}
			for (const range of ["bytes=700000-", "bytes=700000-700001", "bytes=5-1", "bytes=-0"]) {
				const none = await send(`/v2/${name}/blobs/${digest}`, { headers: { Range: range } });
				expect([none.status, none.headers.get("Content-Range")], range).toEqual([416, "bytes */700000"]);
			}
			for (const range of ["bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=-", ""]) {
				const whole = await send(`/v2/${name}/blobs/${digest}`, { headers: { Range: range } });
				expect([whole.status, (await whole.arrayBuffer()).byteLength], range).toEqual([200, 700_000]);
			}
		});

		it("serves a range only while the blob is the one that the client began with", async () => {
			const name = repository();
			const { digest } = await pushBlob(send, name, "0123456789");
			const status = async (etag: string): Promise<number> =>
				(await send(`/v2/${name}/blobs/${digest}`, { headers: { Range: "bytes=1-2", "If-Range": etag } })).status;
			expect([await status(`"${digest}"`), await status('"another"')]).toEqual([206, 200]);
		});
	});
}
