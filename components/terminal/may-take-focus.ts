/**
 * Whether a terminal may take the focus by itself: not while the person reads or types elsewhere on the page. Controls that start a
 * machine, marked with `data-hands-over-focus`, are done with it when the machine runs.
 */
export function mayTakeFocus(): boolean {
	const focused = document.activeElement;
	// Somebody is going through the tabs by keyboard.
	if (focused?.matches("[role=tab]:focus-visible")) return false;
	return !focused || focused === document.body || focused.closest("[data-terminal-area], [data-hands-over-focus]") !== null;
}
