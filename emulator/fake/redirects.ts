/** Where a command's input and output go in the fake shell. */
import type { FakeFiles } from "./fake-files.ts";
import type { Sink, Source } from "./program.ts";
import type { Redirect } from "./shell-syntax.ts";

interface Streams {
	readonly stdin: Source;
	readonly stdout: Sink;
	readonly stderr: Sink;
}

type OpenRedirect = Redirect & { readonly path: string };

/** In order, as a shell does. */
export function openRedirects(
	files: FakeFiles,
	streams: Streams,
	redirects: readonly OpenRedirect[],
): Streams | { readonly failed: string } {
	let { stdin, stdout, stderr } = streams;
	for (const redirect of redirects) {
		try {
			if (redirect.kind === "join") {
				if (redirect.from === 1) stdout = stderr;
				else stderr = stdout;
			} else if (redirect.kind === "in") stdin = fileSource(files.read(redirect.path));
			else {
				const sink = fileSink(files, redirect.path, redirect.kind === "append");
				if (redirect.channel === 2) stderr = sink;
				else stdout = sink;
			}
		} catch (thrown) {
			return { failed: `${redirect.path}: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
		}
	}
	return { stdin, stdout, stderr };
}

function fileSource(content: Uint8Array): Source {
	let rest: Uint8Array | undefined = content;
	return {
		read: async () => {
			const bytes = rest;
			rest = undefined;
			return bytes;
		},
	};
}

function fileSink(files: FakeFiles, path: string, append: boolean): Sink {
	if (!append) files.write(path, new Uint8Array());
	return {
		write: async (bytes) => {
			const before = files.read(path);
			const whole = new Uint8Array(before.length + bytes.length);
			whole.set(before);
			whole.set(bytes, before.length);
			files.write(path, whole);
		},
	};
}
