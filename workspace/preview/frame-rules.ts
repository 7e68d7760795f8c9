/**
 * What a previewed page may do in its frame: all that a page in a window may, except to put itself in the place of the page around it.
 * Its own origin is another one than the site's, so that keeping it gives it nothing of the site's.
 */
export const FRAME_SANDBOX = [
	"allow-scripts",
	"allow-same-origin",
	"allow-forms",
	"allow-modals",
	"allow-downloads",
	"allow-pointer-lock",
	"allow-popups",
	// A link to another site that opens a tab of its own is nobody's preview any more.
	"allow-popups-to-escape-sandbox",
].join(" ");
