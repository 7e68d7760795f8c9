/** Draws a terminal on the graphics card where there is one worth using; xterm.js's own DOM drawing is the fallback, and always right. */
import type { Terminal } from "@xterm/xterm";

/** Loaded after the terminal is on the screen: the add-on is a third of xterm.js's size and changes only how it is drawn. */
export function drawWithWebgl(xterm: Terminal, signal: AbortSignal): void {
	if (!hasGraphicsCard()) return;
	void import("@xterm/addon-webgl")
		.then(({ WebglAddon }) => {
			if (signal.aborted) return;
			const addon = new WebglAddon();
			// Happens when the laptop sleeps or many tabs draw: without the add-on the DOM takes over at once.
			addon.onContextLoss(() => addon.dispose());
			xterm.loadAddon(addon);
		})
		// No context to be had, or the file did not come: nothing is lost but speed.
		.catch(() => {});
}

/** WebGL that a processor has to emulate is slower than the DOM and keeps the page busy. Browsers do not always say so when asked. */
function hasGraphicsCard(): boolean {
	const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
	if (!context) return false;
	const info = context.getExtension("WEBGL_debug_renderer_info");
	const renderer = String(context.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : context.RENDERER));
	context.getExtension("WEBGL_lose_context")?.loseContext();
	return !/SwiftShader|llvmpipe|softpipe|Basic Render|Software/i.test(renderer);
}
