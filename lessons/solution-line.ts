/** What a solution consists of. */

/**
 * `type`: text, then Enter; here-documents and continued lines are several lines. `press`: a key. `wait`: until this text is shown.
 * Where neither a key nor a text to wait for follows, the next line is typed when the shell's prompt is back.
 */
export type SolutionLine = { readonly type: string } | { readonly press: KeyName } | { readonly wait: string };

export type KeyName = keyof typeof keys;

/** What a terminal sends for them. */
export const keys = {
	"ctrl-c": "\x03",
	"ctrl-d": "\x04",
	"ctrl-p": "\x10",
	"ctrl-q": "\x11",
	enter: "\r",
	escape: "\x1b",
} as const;
