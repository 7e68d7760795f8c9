/** The fake guest's programs that listen at a port, as far as the contract suite uses them. */
import type { Connection } from "../computer.ts";
import { absolute } from "./fake-files.ts";
import { complain, type Main, type Program, unlessKilled } from "./program.ts";

function optionValue(program: Program, name: string): string | undefined {
	const at = program.words.indexOf(name);
	return at === -1 ? undefined : program.words[at + 1];
}

/** Listens until the process is killed. */
async function serve(program: Program, handle: (connection: Connection) => Promise<void>): Promise<number> {
	const port = Number(optionValue(program, "-p"));
	const stop = program.guest.network.listen(port, (connection) => {
		handle(connection).catch((thrown: unknown) => connection.abort(thrown));
	});
	try {
		await unlessKilled(program, new Promise<never>(() => {}));
		return 0;
	} finally {
		stop();
	}
}

/** `nc -ll -p <port> -e cat`: each connection gets back what it sends. */
const echoServer: Main = (program) => serve(program, ({ readable, writable }) => readable.pipeTo(writable));

/** `httpd -f -p <port> -h <folder>`: files below the folder. */
const httpd: Main = (program) => {
	const folder = absolute(optionValue(program, "-h") ?? ".", program.cwd);
	return serve(program, async (connection) => {
		const path = await readPath(connection.readable);
		const writer = connection.writable.getWriter();
		await writer.write(answerFor(program, `${folder}${path}`));
		await writer.close();
	});
};

async function readPath(readable: ReadableStream<Uint8Array>): Promise<string> {
	const reader = readable.getReader();
	const decoder = new TextDecoder();
	let text = "";
	while (!text.includes("\r\n\r\n")) {
		const { done, value } = await reader.read();
		if (done) throw new Error("the request ended before its head did");
		text += decoder.decode(value, { stream: true });
	}
	return (text.split(" ", 2)[1] ?? "/").split("?", 1)[0] ?? "/";
}

function answerFor(program: Program, path: string): Uint8Array {
	let content: Uint8Array;
	let status = "200 OK";
	try {
		content = program.guest.files.read(path);
	} catch {
		status = "404 Not Found";
		content = new TextEncoder().encode("404 Not Found\n");
	}
	const head = new TextEncoder().encode(`HTTP/1.0 ${status}\r\nContent-Length: ${content.length}\r\nConnection: close\r\n\r\n`);
	const whole = new Uint8Array(head.length + content.length);
	whole.set(head);
	whole.set(content, head.length);
	return whole;
}

const applets: ReadonlyMap<string, Main> = new Map([
	["httpd", httpd],
	["nc", echoServer],
]);

const busybox: Main = async (program) => {
	const applet = applets.get(program.words[1] ?? "");
	return applet === undefined ? complain(program, "applet not found") : applet(program);
};

export const networkPrograms: readonly (readonly [string, Main])[] = [["busybox", busybox]];
