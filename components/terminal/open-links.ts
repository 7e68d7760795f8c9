/** Addresses in a terminal: shown on hover, opened by Ctrl or Cmd with a click, and never when they mean the machine itself. */
import { WebLinksAddon } from "@xterm/addon-web-links";
import type { Terminal } from "@xterm/xterm";
import { judgeLink } from "./links.ts";

export interface LinkOptions {
	readonly mac: boolean;
	readonly notify: (text: string) => void;
}

export function openLinks(xterm: Terminal, host: HTMLElement, { mac, notify }: LinkOptions): void {
	const key = mac ? "Cmd" : "Ctrl";

	function open(event: MouseEvent, address: string): void {
		if (!(mac ? event.metaKey : event.ctrlKey)) return;
		const verdict = judgeLink(address);
		if (verdict === "open") window.open(address, "_blank", "noopener,noreferrer");
		else if (verdict === "inside-machine") {
			notify(`${address} is an address inside the machine; your browser cannot reach it. Try: curl ${address}`);
		} else notify("Only http and https addresses can be opened.");
	}
	// The whole address: an OSC 8 link may show another text than where it leads.
	function hover(_: MouseEvent, address: string): void {
		host.title = `${key} + click opens ${address}`;
	}
	function leave(): void {
		host.removeAttribute("title");
	}

	xterm.options.linkHandler = { activate: open, hover, leave };
	xterm.loadAddon(new WebLinksAddon(open, { hover, leave }));
}
