/** The specification: deletion. */
import { describe, expect, it } from "vitest";
import { errorOf, pushBlob, pushImage, putManifest } from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describeDelete({ send, repository }: Laboratory): void {
	describe("deleting (end-9, end-10)", () => {
		it("MUST answer 202 when it deletes a tag, which leaves the manifest", async () => {
			const name = repository();
			const { digest } = await pushImage(send, name, "v1");
			expect((await send(`/v2/${name}/manifests/v1`, { method: "DELETE" })).status).toBe(202);
			expect((await send(`/v2/${name}/manifests/v1`)).status).toBe(404);
			expect((await send(`/v2/${name}/manifests/${digest}`)).status).toBe(200);
			expect((await send(`/v2/${name}/manifests/v1`, { method: "DELETE" })).status).toBe(404);
			expect(await (await send(`/v2/${name}/tags/list`)).json()).toEqual({ name, tags: [] });
		});

		it("MUST answer 202 when it deletes a manifest, which takes its tags with it, and 404 for an unknown repository", async () => {
			const name = repository();
			const { digest, content } = await pushImage(send, name, "v1");
			await putManifest(send, name, "v2", content);
			expect((await send(`/v2/${name}/manifests/${digest}`, { method: "DELETE" })).status).toBe(202);
			for (const reference of [digest, "v1", "v2"]) {
				expect((await send(`/v2/${name}/manifests/${reference}`)).status).toBe(404);
			}
			expect((await send(`/v2/${name}/manifests/${digest}`, { method: "DELETE" })).status).toBe(404);
			expect((await send(`/v2/${repository()}/manifests/${digest}`, { method: "DELETE" })).status).toBe(404);
		});

		it("MUST answer 202 when it deletes a blob and 404 when there is none, and takes it again", async () => {
			const name = repository();
			const { digest } = await pushBlob(send, name, "to be deleted");
			expect((await send(`/v2/${name}/blobs/${digest}`, { method: "DELETE" })).status).toBe(202);
			expect((await send(`/v2/${name}/blobs/${digest}`)).status).toBe(404);
			expect(await errorOf(await send(`/v2/${name}/blobs/${digest}`, { method: "DELETE" }))).toEqual({
				status: 404,
				code: "BLOB_UNKNOWN",
			});
			await pushBlob(send, name, "to be deleted");
			expect((await send(`/v2/${name}/blobs/${digest}`)).status).toBe(200);
		});
	});
}
