/** Whether Cmd, not Ctrl, is this keyboard's key for the page's own shortcuts. In the browser only. */
export function isMac(): boolean {
	return /Mac|iPhone|iPad/.test(navigator.platform);
}
