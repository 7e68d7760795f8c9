import type { Session } from "#workspace/session.ts";
import type { Action, KeyGroup } from "../palette/action.ts";
import { toggleTheme } from "../ui/theme.ts";
import { focusNextPane, focusPane } from "./focus-pane.ts";
import type { Panes } from "./use-panes.ts";

interface BenchActionsOptions {
	readonly session: Session;
	readonly panes: Panes;
	readonly sideName: string;
	/** Ports that containers publish now. */
	readonly ports: readonly number[];
	readonly onReset: () => void;
}

/** What every workbench can be told to do. Keys are such as bash and editors do not use. */
export function benchActions({ session, panes, sideName, ports, onReset }: BenchActionsOptions): readonly Action[] {
	const { workspace } = session;
	const { editorOpen, aside, setEditorOpen, setAside } = panes;
	const engineOpen = aside?.kind === "engine";
	const firstPort = ports[0];
	function go(id: string, title: string, run: () => void, keys?: Action["keys"]): Action {
		return { id, title, group: "Go", run, ...(keys && { keys }) };
	}
	return [
		{
			id: "editor",
			title: editorOpen ? "Close the editor" : "Open the editor",
			group: "View",
			keys: "Alt+E",
			also: ["files", "Dockerfile"],
			run: () => setEditorOpen(!editorOpen),
		},
		{
			id: "engine",
			title: engineOpen ? "Close the engine view" : "Open the engine view",
			group: "View",
			keys: "Alt+I",
			also: ["inspect", "containers", "images", "layers", "networks", "processes"],
			run: () => setAside(engineOpen ? null : { kind: "engine" }),
		},
		{
			id: "preview",
			title: aside?.kind === "preview" ? "Close the preview" : "Open the preview of a published port",
			group: "View",
			keys: "Alt+O",
			also: ["browser", "web", "page"],
			run() {
				if (aside?.kind === "preview") setAside(null);
				else if (firstPort !== undefined) setAside({ kind: "preview", port: firstPort });
			},
		},
		...ports.map(
			(port): Action => ({
				id: `port-${port}`,
				title: `Open port ${port}`,
				group: "View",
				also: ["preview", "browser"],
				run: () => setAside({ kind: "preview", port }),
			}),
		),
		{ id: "side", title: `Show or hide ${sideName}`, group: "View", keys: "Alt+H", run: panes.toggleSide },
		{ id: "theme", title: "Switch between dark and light", group: "View", also: ["colours", "theme"], run: toggleTheme },
		{ id: "new-terminal", title: "Open another terminal", group: "Terminal", also: ["tab", "shell"], run: workspace.openTab },
		go("next-pane", "Go to the next pane", () => focusNextPane(1), "F6"),
		go("previous-pane", "Go to the pane before", () => focusNextPane(-1), "Shift+F6"),
		go("go-side", `Go to ${sideName}`, () => focusPane("side")),
		go("go-terminal", "Go to the terminal", () => focusPane("terminal")),
		go("go-lessons", "Go to all lessons", () => location.assign("/lessons")),
		go("go-sandbox", "Go to the sandbox", () => location.assign("/sandbox")),
		go("go-start", "Go to the start page", () => location.assign("/")),
		{ id: "reset", title: "Reset the machine …", group: "Machine", also: ["fresh", "new", "throw away"], run: onReset },
	];
}

/** Keys of the terminal, which it takes care of by itself. */
export const terminalKeys: KeyGroup = {
	title: "In the terminal",
	keys: [
		{ keys: "Alt+T", what: "Open another terminal" },
		{ keys: "Alt+W", what: "Close this terminal" },
		{ keys: "Alt+1…9", what: "Go to a terminal by its number" },
		{ keys: "Alt+0", what: "Leave the terminal: inside, Tab is the shell's" },
		{ keys: "Mod+F", what: "Find" },
		{ keys: "Mod+C", what: "Copy what is selected" },
		{ keys: "Mod+V", what: "Paste" },
	],
};
