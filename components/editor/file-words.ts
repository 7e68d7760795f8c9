/** What the guest says about files, in words for people. */
import { MachineError } from "#emulator/errors.ts";
import type { Unshown } from "#workspace/files/state.ts";
import { bytesWords } from "../ui/byte-words.ts";

const byErrno: Readonly<Record<string, string>> = {
	EACCES: "the machine does not allow it",
	EEXIST: "there is already something of that name",
	EFBIG: "it is larger than 256 MB",
	EINVAL: "that is no name a file in the lab can have",
	EISDIR: "a folder of that name is in the way",
	ELOOP: "it is a link, which may lead out of the lab",
	ENAMETOOLONG: "the name is too long",
	ENOENT: "it is not there any more",
	ENOSPC: "the machine's disk is full; remove something to make room",
	ENOTDIR: "a folder on the way is a file",
	ENOTEMPTY: "the folder is not empty",
	EROFS: "that part of the disk cannot be written to",
};

/** The reason alone, as it follows a colon. */
export function errnoWords(errno: string): string {
	return (Object.hasOwn(byErrno, errno) && byErrno[errno]) || `the machine refused (${errno})`;
}

export function failureReason(thrown: unknown): string {
	if (!(thrown instanceof MachineError)) return thrown instanceof Error ? thrown.message : String(thrown);
	if (thrown.name === "GuestFileError") return errnoWords(thrown.detail);
	return "the machine does not run at the moment; try again when it does";
}

export function unshownWords({ why, sizeBytes }: Unshown): { readonly title: string; readonly text: string } {
	const size = sizeBytes < 1000 ? `${sizeBytes} bytes` : bytesWords(sizeBytes);
	const words = {
		binary: {
			title: "This is no text",
			text: `${size} of something else: a program, an image, an archive. Changing it here would break it.`,
		},
		large: {
			title: "Too large to edit here",
			text: `The file has ${size}; up to 1 MB is opened. In the terminal, less shows any file.`,
		},
		link: {
			title: "This is a link",
			text: "It points to another place, perhaps outside of the lab. In the terminal, ls -l shows where.",
		},
		folder: { title: "This is a folder", text: "A folder has taken the file's place." },
		other: {
			title: "This is no file",
			text: "A socket, a pipe or a device: programs talk through it, and it holds nothing to edit.",
		},
	} as const satisfies Record<Unshown["why"], unknown>;
	return words[why];
}
