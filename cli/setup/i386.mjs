// The guest's programs are i386, and some run while it is built. A few kernels of 64-bit PCs do not run them; QEMU then does.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { installDebianPackages } from "./debian-packages.mjs";
import { outputOf, SetupError, stage } from "./run.mjs";

const REGISTER = "/proc/sys/fs/binfmt_misc/register";
const QEMU = "/usr/bin/qemu-i386-static";
/** ELF, 32 bits, little-endian, of whatever system; a program or a shared object; for the i386. */
const MAGIC = "\\x7fELF\\x01\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x03\\x00";
const MASK = "\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff";
/** The kernel opens QEMU now, so that it is there in a changed root too, and keeps the rights of set-user-id programs. */
const FLAGS = "OCF";

/**
 * Has this system run i386 programs: as root by registering QEMU with the kernel, until the next start of the system.
 * @throws SetupError when they do not run, and what to do
 */
export async function requireI386() {
	if (await runsI386()) return;
	if (process.getuid?.() !== 0) {
		throw new SetupError(
			"This system's kernel does not run i386 programs, which the guest is made of. QEMU can run them; please have root set it up:\n\n" +
				"  sudo node cli/setup/register-i386.mjs\n\nThen start again. It holds until the next start of the system.",
		);
	}
	await installDebianPackages(["qemu-user-static"]);
	let reason = "";
	await stage("Having QEMU run i386 programs, as this kernel does not", async () => {
		if (!existsSync(REGISTER)) await outputOf("mount", ["-t", "binfmt_misc", "binfmt_misc", "/proc/sys/fs/binfmt_misc"]);
		await writeFile(REGISTER, `:slipway-i386:M::${MAGIC}:${MASK}:${QEMU}:${FLAGS}`).catch((error) => {
			reason = ` (${error.message})`;
		});
	});
	if (await runsI386()) return;
	throw new SetupError(
		"This system's kernel does not run i386 programs, which the guest is made of, and QEMU cannot be had to run them" +
			`${reason}.\nA container cannot register it. Build on another system, or use a guest that was packed there:\n\n` +
			"  SLIPWAY_GUEST=<file or URL> npm start",
	);
}

async function runsI386() {
	return (await outputOf("arch-test", ["i386"])) !== undefined;
}
