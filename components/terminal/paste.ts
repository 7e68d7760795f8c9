/** Text from the clipboard, made ready for a shell and cut into pieces, so that a paste of any size costs no more memory than its text. */

/** From this size on the person is asked first: it takes the guest seconds to read, and is more often a slip than meant. */
export const ASK_FROM_CHARACTERS = 1_000_000;
/** Small enough that a paste can be stopped between two pieces, large enough to keep the line busy. */
const PIECE_CHARACTERS = 4096;

const BRACKET_START = "\u001b[200~";
const BRACKET_END = "\u001b[201~";

/**
 * The pieces to send, in order. With `bracketed` the shell is told where pasted text begins and ends, and does not run its lines.
 * When the reader stops early (`return`), the end mark is still owed: see `endOfPaste`.
 */
export function* pastePieces(text: string, bracketed: boolean): Generator<string, void> {
	if (bracketed) yield BRACKET_START;
	for (let from = 0; from < text.length; ) {
		const to = cutAt(text, from + PIECE_CHARACTERS);
		yield typeable(text.slice(from, to), bracketed);
		from = to;
	}
	if (bracketed) yield BRACKET_END;
}

/** What closes a paste that was stopped in the middle. */
export function endOfPaste(bracketed: boolean): string {
	return bracketed ? BRACKET_END : "";
}

/** A place to cut at or just after `near` that leaves a CR LF pair and both halves of a surrogate pair together. */
function cutAt(text: string, near: number): number {
	if (near >= text.length) return text.length;
	const before = text.charCodeAt(near - 1);
	const after = text.charCodeAt(near);
	const splitsLineEnd = before === 0x0d && after === 0x0a;
	const splitsCharacter = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
	return splitsLineEnd || splitsCharacter ? near + 1 : near;
}

/**
 * Line ends as the Enter key sends them. Inside brackets no escape character gets through: text that contains an end mark could
 * otherwise leave the brackets and run as a command.
 */
function typeable(text: string, bracketed: boolean): string {
	const lines = text.replace(/\r?\n/g, "\r");
	return bracketed ? lines.replaceAll("\u001b", "\u241b") : lines;
}
