/** Types into the page's terminal. */
import type { SandboxPage } from "#tests/support/sandbox-page.ts";
import type { Typist } from "./engine/typist.ts";
import { enterToPrompt } from "./probes.ts";

const WITHIN_MS = 240_000;

export class PageTypist implements Typist {
	readonly #sandbox: SandboxPage;

	constructor(sandbox: SandboxPage) {
		this.#sandbox = sandbox;
	}

	async timed(command: string, succeeded: RegExp): Promise<number> {
		const { page } = this.#sandbox;
		await this.#sandbox.prompt();
		// Prompts are counted: none may leave the screen meanwhile.
		await page.keyboard.press("Control+l");
		await this.#sandbox.shows(/^root@slipway:[^\n]*#$/);
		await this.#sandbox.type(command);
		const ms = await this.#within(command, enterToPrompt(page));
		const screen = await this.#sandbox.screen();
		if (!succeeded.test(screen)) throw new Error(`${command} did not succeed:\n${screen}`);
		return ms;
	}

	async #within(command: string, prompt: Promise<number>): Promise<number> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const late = new Promise<undefined>((resolve) => {
			timer = setTimeout(() => resolve(undefined), WITHIN_MS);
		});
		try {
			const ms = await Promise.race([prompt, late]);
			if (ms !== undefined) return ms;
		} finally {
			clearTimeout(timer);
		}
		throw new Error(`${command} did not end within ${WITHIN_MS / 1000} s:\n${await this.#sandbox.screen()}`);
	}
}
