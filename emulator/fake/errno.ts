/** A system call's failure in the fake guest. */
export class Errno extends Error {
	readonly errno: string;

	constructor(errno: string) {
		super(texts.get(errno) ?? errno);
		this.errno = errno;
	}
}

const texts = new Map([
	["EACCES", "Permission denied"],
	["ECONNREFUSED", "Connection refused"],
	["EEXIST", "File exists"],
	["EINVAL", "Invalid argument"],
	["EISDIR", "Is a directory"],
	["ELOOP", "Too many levels of symbolic links"],
	["ENOENT", "No such file or directory"],
	["ENOTDIR", "Not a directory"],
]);
