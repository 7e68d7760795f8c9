/**
 * Whoever opens a file wants to type in it. Monaco and the file may take seconds to come, though: whoever has pressed a key or clicked
 * somewhere by then is busy there, and the rest of what they type must not end up in the file.
 */
let withdraw: (() => void) | undefined;

/** A file was asked for: the editor may take the focus when it is there. Not from a terminal: its files were asked for a while ago, elsewhere. */
export function wishForFocus(): void {
	withdraw?.();
	if (document.activeElement?.closest("[data-terminal-area]")) return;
	const withdrawn = new AbortController();
	withdraw = () => {
		withdrawn.abort();
		withdraw = undefined;
	};
	for (const deed of ["pointerdown", "keydown"]) {
		document.addEventListener(deed, withdraw, { capture: true, signal: withdrawn.signal });
	}
}

/** Whether the editor may take the focus now; it is asked for once. */
export function fulfilFocusWish(): boolean {
	const wished = withdraw !== undefined;
	withdraw?.();
	return wished;
}
