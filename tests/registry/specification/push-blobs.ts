/** The specification: how blobs are pushed. */
import { describe, expect, it } from "vitest";
import { digestOf, errorOf, NO_DIGEST, patch, pushBlob, startUpload } from "../client.ts";
import type { Laboratory } from "./specification.ts";

export function describePushBlobs({ send, repository }: Laboratory): void {
	describe("pushing a blob monolithically (end-4a, end-4b, end-6)", () => {
		it("MUST answer POST with 202 and a location that has a UUID, and the PUT there with 201 and a pullable location", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			expect(location).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/);
			const put = await send(`${location}?digest=${digestOf("content")}`, { method: "PUT", body: "content" });
			expect(put.status).toBe(201);
			expect(put.headers.get("Docker-Content-Digest")).toBe(digestOf("content"));
			expect(await (await send(put.headers.get("Location") ?? "")).text()).toBe("content");
		});

		it("MUST answer a single POST with 201 and a pullable location", async () => {
			const name = repository();
			const digest = digestOf("single");
			const post = await send(`/v2/${name}/blobs/uploads/?digest=${digest}`, { method: "POST", body: "single" });
			expect(post.status).toBe(201);
			expect(await (await send(post.headers.get("Location") ?? "")).text()).toBe("single");
		});

		it("takes an empty blob, and one with a sha512 digest", async () => {
			const name = repository();
			await pushBlob(send, name, "");
			expect((await send(`/v2/${name}/blobs/${digestOf("")}`)).headers.get("Content-Length")).toBe("0");
			const digest = digestOf("long digest", "sha512");
			const announced = await startUpload(send, name, "?digest-algorithm=sha512");
			expect((await send(`${announced}?digest=${digest}`, { method: "PUT", body: "long digest" })).status).toBe(201);
			const unannounced = await startUpload(send, name);
			expect((await send(`${unannounced}?digest=${digest}`, { method: "PUT", body: "long digest" })).status).toBe(201);
			expect(await (await send(`/v2/${name}/blobs/${digest}`)).text()).toBe("long digest");
		});

		it("MUST NOT take content that does not match its digest, and forgets it", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			const put = await send(`${location}?digest=${NO_DIGEST}`, { method: "PUT", body: "content" });
			expect(await errorOf(put)).toEqual({ status: 400, code: "DIGEST_INVALID" });
			expect((await send(`/v2/${name}/blobs/${NO_DIGEST}`)).status).toBe(404);
			expect(await errorOf(await send(location))).toEqual({ status: 404, code: "BLOB_UPLOAD_UNKNOWN" });
			const post = await send(`/v2/${name}/blobs/uploads/?digest=${NO_DIGEST}`, { method: "POST", body: "content" });
			expect(await errorOf(post)).toEqual({ status: 400, code: "DIGEST_INVALID" });
		});

		it("SHOULD answer 400 for malformed digests and unknown algorithms", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			for (const digest of ["sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e", "nonsense", NO_DIGEST.toUpperCase()]) {
				const put = await send(`${location}?digest=${digest}`, { method: "PUT", body: "content" });
				expect(await errorOf(put), digest).toEqual({ status: 400, code: "DIGEST_INVALID" });
			}
			expect(await errorOf(await send(location, { method: "PUT", body: "x" }))).toEqual({
				status: 400,
				code: "DIGEST_INVALID",
			});
			const unknown = await send(`/v2/${name}/blobs/uploads/?digest-algorithm=md5`, { method: "POST" });
			expect(await errorOf(unknown)).toEqual({ status: 400, code: "DIGEST_INVALID" });
		});
	});

	describe("pushing a blob in chunks (end-5, end-6, end-13)", () => {
		it("MUST answer each chunk with 202, location and range, the closing PUT with 201", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			const first = await patch(send, location, "0123456789", 0);
			expect([first.status, first.headers.get("Range")]).toEqual([202, "0-9"]);
			const second = await patch(send, first.headers.get("Location") ?? "", "abcdef", 10);
			expect([second.status, second.headers.get("Range")]).toEqual([202, "0-15"]);
			const put = await send(`${second.headers.get("Location")}?digest=${digestOf("0123456789abcdef")}`, { method: "PUT" });
			expect(put.status).toBe(201);
			expect(await (await send(put.headers.get("Location") ?? "")).text()).toBe("0123456789abcdef");
		});

		it("takes the last chunk with the closing PUT", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			await patch(send, location, "head ", 0);
			const headers = { "Content-Range": "5-8" };
			const put = await send(`${location}?digest=${digestOf("head tail")}`, { method: "PUT", body: "tail", headers });
			expect(put.status).toBe(201);
		});

		it("MUST answer 416 to a chunk out of order, wherever it comes, and lose nothing", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			expect((await patch(send, location, "late", 5)).status).toBe(416);
			await patch(send, location, "0123456789", 0);
			for (const start of [0, 9, 11]) {
				const response = await patch(send, location, "xyz", start);
				expect(response.headers.get("Range")).toBe("0-9");
				expect(await errorOf(response)).toEqual({ status: 416, code: "BLOB_UPLOAD_INVALID" });
			}
			const digest = digestOf("0123456789tail");
			const wrong = { "Content-Range": "11-14" };
			expect((await send(`${location}?digest=${digest}`, { method: "PUT", body: "tail", headers: wrong })).status).toBe(416);
			const right = { "Content-Range": "10-13" };
			expect((await send(`${location}?digest=${digest}`, { method: "PUT", body: "tail", headers: right })).status).toBe(201);
		});

		it("MUST answer a GET of the upload with 204, location and range", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			expect((await send(location)).headers.get("Range")).toBe("0-0");
			await patch(send, location, "0123456789", 0);
			const status = await send(location);
			expect([status.status, status.headers.get("Range")]).toEqual([204, "0-9"]);
			expect(status.headers.get("Location")).toBe(location);
		});

		it("refuses ranges that are none, or do not fit the body, and keeps nothing of them", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			const cases: [string, string][] = [
				["bytes 0-3/4", "BLOB_UPLOAD_INVALID"],
				["0", "BLOB_UPLOAD_INVALID"],
				["-3", "BLOB_UPLOAD_INVALID"],
				["3-0", "BLOB_UPLOAD_INVALID"],
				["0-99999999999999999999", "BLOB_UPLOAD_INVALID"],
				["0-2", "SIZE_INVALID"],
				["0-9", "SIZE_INVALID"],
			];
			for (const [range, code] of cases) {
				const response = await send(location, { method: "PATCH", body: "four", headers: { "Content-Range": range } });
				expect(await errorOf(response), range).toEqual({ status: 400, code });
			}
			expect((await send(location)).headers.get("Range")).toBe("0-0");
			expect((await send(`${location}?digest=${digestOf("")}`, { method: "PUT" })).status).toBe(201);
		});

		it("takes bodies without a range one after another, as Docker sends them", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			for (const piece of ["one ", "two"]) {
				expect((await send(location, { method: "PATCH", body: piece })).status).toBe(202);
			}
			expect((await send(`${location}?digest=${digestOf("one two")}`, { method: "PUT" })).status).toBe(201);
		});
	});

	describe("cancelling an upload (end-14)", () => {
		it("SHOULD answer 204, and know the upload no more", async () => {
			const name = repository();
			const location = await startUpload(send, name);
			await patch(send, location, "0123456789", 0);
			expect((await send(location, { method: "DELETE" })).status).toBe(204);
			for (const init of [{}, { method: "DELETE" }, { method: "PATCH", body: "x" }, { method: "PUT", body: "x" }]) {
				const response = await send(`${location}?digest=${NO_DIGEST}`, init);
				expect(await errorOf(response)).toEqual({ status: 404, code: "BLOB_UPLOAD_UNKNOWN" });
			}
		});

		it("does not let one repository touch the uploads of another", async () => {
			const [one, other] = [repository(), repository()];
			const location = await startUpload(send, one);
			const response = await send(location.replace(one, other), { method: "DELETE" });
			expect(await errorOf(response)).toEqual({ status: 404, code: "BLOB_UPLOAD_UNKNOWN" });
			expect((await send(location)).status).toBe(204);
		});
	});

	describe("mounting a blob from another repository (end-11)", () => {
		it("MUST answer a successful mount with 201 and a pullable location, from a named repository and from any", async () => {
			const source = repository();
			const { digest } = await pushBlob(send, source, `mounted from ${source}`);
			for (const query of [`mount=${digest}&from=${source}`, `mount=${digest}`]) {
				const response = await send(`/v2/${repository()}/blobs/uploads/?${query}`, { method: "POST" });
				expect(response.status).toBe(201);
				const location = response.headers.get("Location") ?? "";
				expect(location).not.toContain(source);
				expect(await (await send(location)).text()).toBe(`mounted from ${source}`);
			}
		});

		it("SHOULD begin an upload with 202 when it cannot mount", async () => {
			const name = repository();
			for (const query of [`mount=${NO_DIGEST}&from=${name}`, `mount=${NO_DIGEST}&from=..%2F..%2Fetc`, `mount=${NO_DIGEST}`]) {
				const location = await startUpload(send, name, `?${query}`);
				expect((await send(`${location}?digest=${digestOf("up")}`, { method: "PUT", body: "up" })).status).toBe(201);
			}
		});
	});
}
