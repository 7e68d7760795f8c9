/** `/v2/<name>/blobs/<digest>`: end-2 and end-10 of the specification. */
import { DamagedContentError, streamOf } from "./bytes.ts";
import { type Content, findContent, verifiedContent, verifiedPart } from "./content.ts";
import { type Context, knownRepository, writableStorage } from "./context.ts";
import { RegistryError } from "./errors.ts";
import { parseRange } from "./ranges.ts";
import { holds, withoutBlob } from "./repository.ts";

export async function getBlob(context: Context, request: Request, name: string, digest: string): Promise<Response> {
	const repository = await knownRepository(context, name);
	const content = holds(repository, digest) ? await findContent(context, digest) : undefined;
	if (!content) throw unknownBlob();
	const etag = `"${digest}"`;
	const headers = {
		"Accept-Ranges": "bytes",
		"Docker-Content-Digest": digest,
		ETag: etag,
		// The name is the content.
		"Cache-Control": "private, max-age=31536000, immutable",
	};
	if (matchesEtag(request.headers.get("If-None-Match"), etag)) return new Response(null, { status: 304, headers });

	const { bytes } = content;
	const contentHeaders = { ...headers, "Content-Type": "application/octet-stream" };
	const whole = { ...contentHeaders, "Content-Length": String(bytes) };
	if (request.method === "HEAD") return new Response(null, { headers: whole });

	const ifRange = request.headers.get("If-Range");
	const range = ifRange === null || ifRange === etag ? parseRange(request.headers.get("Range"), bytes) : undefined;
	if (range === "unsatisfiable") {
		throw new RegistryError("SIZE_INVALID", `The blob has ${bytes} bytes.`, {
			status: 416,
			headers: { "Content-Range": `bytes */${bytes}` },
		});
	}
	if (range === undefined) return new Response(await body(context, digest, content), { headers: whole });
	const { start, end } = range;
	const part = await begun(verifiedPart(context, digest, bytes, range));
	return new Response(part, {
		status: 206,
		headers: {
			...contentHeaders,
			"Content-Length": String(end - start),
			"Content-Range": `bytes ${start}-${end - 1}/${bytes}`,
		},
	});
}

export async function deleteBlob(context: Context, name: string, digest: string): Promise<Response> {
	const storage = writableStorage(context);
	await storage.updateRepository(name, (before) => {
		if (!before) throw context.unknownRepository(name);
		if (!before.blobs.has(digest)) throw unknownBlob();
		return withoutBlob(before, digest);
	});
	return new Response(null, { status: 202, headers: { "Content-Length": "0" } });
}

function unknownBlob(): RegistryError {
	return new RegistryError("BLOB_UNKNOWN", "The repository has no such blob.");
}

async function body(
	context: Context,
	digest: string,
	{ bytes, whole }: Content,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> {
	if (whole) return whole as Uint8Array<ArrayBuffer>;
	return begun(verifiedContent(context, digest, bytes));
}

/** Waits for the first piece, so that what cannot be had at all gets an error instead of a broken answer. */
async function begun(pieces: AsyncGenerator<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
	try {
		const first = await pieces.next();
		return streamOf(after(first, pieces));
	} catch (error) {
		throw error instanceof DamagedContentError ? unknownBlob() : error;
	}
}

async function* after(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
	if (first.done) return;
	try {
		yield first.value;
		yield* rest;
	} finally {
		await rest.return(undefined);
	}
}

export function matchesEtag(header: string | null, etag: string): boolean {
	return (header ?? "").split(",").some((candidate) => ["*", etag, `W/${etag}`].includes(candidate.trim()));
}
