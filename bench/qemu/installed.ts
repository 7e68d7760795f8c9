/** Whether there is a QEMU to compare with. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export const QEMU = "qemu-system-i386";

/** Such as `QEMU emulator version 7.2.22`, or undefined when it is not installed. */
export async function installedQemu(): Promise<string | undefined> {
	try {
		const { stdout } = await promisify(execFile)(QEMU, ["--version"]);
		return stdout.split(/ \(|\n/)[0];
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
}
