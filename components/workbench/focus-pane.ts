/** Moving the focus from one part of the workbench to the next, for people without a mouse. */

/** In the order in which they are read. */
export type PaneName = "side" | "editor" | "terminal" | "aside";

/** Puts the focus into a pane: to where one types in it, if it has such a place, or else on the pane itself. */
export function focusPane(name: PaneName): void {
	const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
	if (pane) focusInside(pane);
}

/** Goes to the next pane, or the one before, in a circle. Panes that are folded away are left out. */
export function focusNextPane(direction: 1 | -1): void {
	const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]:not([inert])")];
	const present = panes.findIndex((pane) => pane.contains(document.activeElement));
	const next = present < 0 ? (direction === 1 ? 0 : panes.length - 1) : (present + direction + panes.length) % panes.length;
	const pane = panes[next];
	if (pane) focusInside(pane);
}

function focusInside(pane: HTMLElement): void {
	const typingPlaces = [
		...pane.querySelectorAll<HTMLElement>(".xterm-helper-textarea, .monaco-editor textarea, .native-edit-context"),
	];
	const visible = typingPlaces.find((place) => place.closest("[hidden]") === null);
	(visible ?? pane).focus();
}
