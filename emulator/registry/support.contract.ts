/** Helpers of the contracts, for every host. */
import { expect } from "vitest";
import { digestOf } from "./digest.ts";
import type { Registry } from "./registry.ts";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";

export async function send(registry: Registry, path: string, init?: RequestInit): Promise<Response> {
	return registry.handle(new Request(new URL(path, "http://registry.lab"), init));
}

export async function push(registry: Registry, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = await digestOf(typeof content === "string" ? bytes(content) : content);
	const response = await send(registry, `/v2/${name}/blobs/uploads/?digest=${digest}`, { method: "POST", body: content });
	expect(response.status).toBe(201);
	return digest;
}

/** With one layer. Its digest. */
export async function pushImage(registry: Registry, name: string, tag: string, layer: string, size: number): Promise<string> {
	const mediaType = "application/octet-stream";
	const config = { mediaType, digest: await push(registry, name, "{}"), size: 2 };
	const body = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config, layers: [{ mediaType, digest: layer, size }] });
	const headers = { "Content-Type": IMAGE };
	const response = await send(registry, `/v2/${name}/manifests/${tag}`, { method: "PUT", body, headers });
	expect(response.status).toBe(201);
	return response.headers.get("Docker-Content-Digest") ?? "";
}

export async function start(registry: Registry): Promise<string> {
	return (await send(registry, "/v2/a/blobs/uploads/", { method: "POST" })).headers.get("Location") ?? "";
}

export async function read(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const parts: Uint8Array<ArrayBuffer>[] = [];
	for await (const piece of content) parts.push(piece.slice());
	return new Uint8Array(await new Blob(parts).arrayBuffer());
}

export function bytes(content: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(content);
}

export function text(content: Uint8Array): string {
	return new TextDecoder().decode(content);
}

export async function* pieces(...contents: string[]): AsyncGenerator<Uint8Array> {
	for (const content of contents) yield bytes(content);
}

export async function* broken(content: string): AsyncGenerator<Uint8Array> {
	yield bytes(content);
	throw new Error("the body ended");
}

export function streamOf(content: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await content.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
	});
}
