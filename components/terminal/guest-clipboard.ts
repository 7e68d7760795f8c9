/** What programs in the guest may do with the person's clipboard (OSC 52): write a little, while the person is there; never read. */
import type { ClipboardSelectionType, IClipboardProvider } from "@xterm/addon-clipboard";

/** Far more than a yanked paragraph, too little to be a nuisance. */
const MOST_CHARACTERS = 100_000;

export interface GuestClipboardOptions {
	/** Whether the person is using this terminal now. */
	readonly isInUse: () => boolean;
	/** Puts text on the clipboard, or rejects. */
	readonly write: (text: string) => Promise<unknown>;
	readonly notify: (text: string) => void;
}

export function guestClipboard({ isInUse, write, notify }: GuestClipboardOptions): IClipboardProvider {
	return {
		// An answer would hand the guest whatever the person copied last, passwords included.
		readText: () => "",
		async writeText(selection: ClipboardSelectionType, text: string) {
			// `p` is the X11 selection, which a browser does not have.
			if (selection !== ("c" as ClipboardSelectionType) || text === "") return;
			if (!isInUse()) {
				notify("A program in a terminal you are not using wanted to copy text. It was not allowed to.");
				return;
			}
			if (text.length > MOST_CHARACTERS) {
				notify(`A program wanted to copy ${text.length} characters, which is too much. Select and copy them yourself.`);
				return;
			}
			await write(text).then(
				() => notify(`A program in the terminal copied ${text.length} characters to your clipboard.`),
				() => notify("A program wanted to copy text, but the browser does not allow it. Select and copy it yourself."),
			);
		},
	};
}
