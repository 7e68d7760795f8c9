/** Where panel sizes are remembered: nowhere on a server, and nowhere when the browser forbids it. */
export const layoutStorage = {
	getItem(key: string): string | null {
		try {
			return typeof window === "undefined" ? null : localStorage.getItem(key);
		} catch {
			return null;
		}
	},
	setItem(key: string, value: string): void {
		try {
			localStorage.setItem(key, value);
		} catch {
			// The sizes then last as long as the page.
		}
	},
};
