/**
 * Finds failed builds in what terminals show. The engine tells of a failed build nowhere else that a page can reach: `docker build` talks
 * to BuildKit over a connection of its own (gRPC), Docker's events know no failed builds, and the command line of this version keeps no
 * history to ask. What it prints at the end, though, is made to be found: the Dockerfile's name and line, an excerpt with `>>>` before
 * the lines at fault, and the reason. The excerpt also proves which text was built, so that nothing else is ever marked.
 */

export interface BuildFailure {
	/** The Dockerfile's name, without its folder: more is not printed. */
	readonly fileName: string;
	/** As the excerpt shows them, with the text they had when the build ran. */
	readonly lines: readonly { readonly number: number; readonly text: string; readonly atFault: boolean }[];
	readonly message: string;
}

export interface BuildOutputReader {
	read(bytes: Uint8Array): void;
}

/** An excerpt is a dozen lines of a Dockerfile. */
const KEPT_CHARACTERS = 16_384;
const ENDING = "ERROR: failed to solve: ";
const BEGINNING = /\[\+\] Building 0\.0s|#0 building with /;
const EXCERPT = /(?:^|\n)([^\n]+):\d+\n-{10,}\n((?: *\d+ \|[^\n]*\n)+)-{10,}\n$/;
const LINE = /^ *(\d+) \| (>>>| {3}) ?(.*)$/;

/** For the output of one terminal. Cheap for what is no build: it looks for two words in each piece. */
export function createBuildOutputReader(events: {
	/** Also called again while the first moments of a build are drawn. */
	readonly onBegin: () => void;
	readonly onFailure: (failure: BuildFailure) => void;
}): BuildOutputReader {
	const decoder = new TextDecoder();
	let kept = "";

	return {
		read(bytes) {
			const text = decoder.decode(bytes, { stream: true });
			if (BEGINNING.test(text)) events.onBegin();
			kept = (kept + text).slice(-KEPT_CHARACTERS);
			for (let at = kept.indexOf(ENDING); at >= 0; at = kept.indexOf(ENDING)) {
				const end = kept.indexOf("\n", at);
				// The reason is still on its way.
				if (end < 0) break;
				const failure = parseFailure(plain(kept.slice(0, at)), plain(kept.slice(at + ENDING.length, end)));
				kept = kept.slice(end);
				if (failure) events.onFailure(failure);
			}
		},
	};
}

function parseFailure(shown: string, message: string): BuildFailure | undefined {
	const excerpt = EXCERPT.exec(shown);
	if (!excerpt) return undefined;
	const [, fileName = "", body = ""] = excerpt;
	const lines = body.split("\n").flatMap((line) => {
		const parts = LINE.exec(line);
		return parts ? [{ number: Number(parts[1]), text: parts[3] ?? "", atFault: parts[2] === ">>>" }] : [];
	});
	return { fileName, lines, message: message.trim().slice(0, 2000) };
}

/** Without colours, cursor movements and carriage returns. */
function plain(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are driven by them
	return text.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_])|\r/g, "");
}
