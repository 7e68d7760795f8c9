/**
 * Whoever opens a file wants to type in it. Monaco and the file may take seconds to come, though: whoever has pressed a key or clicked
 * somewhere by then is busy there, and the rest of what they type must not end up in the file.
 */
let wish: AbortController | undefined;

/** A file was asked for: the editor may take the focus when it is there. Not from a terminal: its files were asked for a while ago, elsewhere. */
export function wishForFocus(): void {
	withdrawFocusWish();
	if (document.activeElement?.closest("[data-terminal-area]")) return;
	wish = new AbortController();
	for (const deed of ["pointerdown", "keydown"]) {
		document.addEventListener(deed, withdrawFocusWish, { capture: true, signal: wish.signal });
	}
}

/** Takes the listeners away, too. */
export function withdrawFocusWish(): void {
	wish?.abort();
	wish = undefined;
}

/** Whether the editor may take the focus now; it is asked for once. */
export function fulfilFocusWish(): boolean {
	const wished = wish !== undefined;
	withdrawFocusWish();
	return wished;
}
