/** The list of terminal tabs: which there are, what they are called, which one is in front. Pure functions on plain data. */

export interface Tab {
	/** Never used twice, also not by another machine. */
	readonly id: string;
	/** What the program in the terminal calls itself (OSC 0 or 2), or a name of ours. */
	readonly title: string;
	readonly shell: TabShell;
}

/** `waiting`: for the machine or for the shell to open. `lost`: the machine's agent went away, and with it the shell. */
export type TabShell =
	| { readonly state: "waiting" }
	| { readonly state: "open" }
	| { readonly state: "exited"; readonly code: number }
	| { readonly state: "lost" };

export interface TabList {
	readonly tabs: readonly Tab[];
	readonly activeTab: string;
}

/** As many as Alt+1 to Alt+9 can reach. Each holds a shell in the guest and a drawing context in the page. */
export const MAX_TABS = 9;

export function firstTab(id: string): TabList {
	return { tabs: [newTab(id, 1)], activeTab: id };
}

/** Adds a tab at the end and brings it to the front; the same list when there is no room for another. */
export function addTab(list: TabList, id: string): TabList {
	if (list.tabs.length >= MAX_TABS) return list;
	return { tabs: [...list.tabs, newTab(id, lowestFreeNumber(list.tabs))], activeTab: id };
}

/** Removes a tab; its right neighbour, or else its left one, comes to the front. The last tab stays: a page without one is no use. */
export function removeTab(list: TabList, id: string): TabList {
	const index = list.tabs.findIndex((tab) => tab.id === id);
	if (index < 0 || list.tabs.length === 1) return list;
	const tabs = list.tabs.filter((tab) => tab.id !== id);
	if (list.activeTab !== id) return { tabs, activeTab: list.activeTab };
	const neighbour = tabs[index] ?? tabs[index - 1];
	return { tabs, activeTab: neighbour?.id ?? list.activeTab };
}

export function selectTab(list: TabList, id: string): TabList {
	return list.tabs.some((tab) => tab.id === id) ? { ...list, activeTab: id } : list;
}

export function changeTab(list: TabList, id: string, change: Partial<Omit<Tab, "id">>): TabList {
	return { ...list, tabs: list.tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)) };
}

function newTab(id: string, number: number): Tab {
	return { id, title: `Terminal ${number}`, shell: { state: "waiting" } };
}

function lowestFreeNumber(tabs: readonly Tab[]): number {
	const titles = new Set(tabs.map((tab) => tab.title));
	let number = 1;
	while (titles.has(`Terminal ${number}`)) number += 1;
	return number;
}

export function frontTitle({ tabs, activeTab }: TabList): string {
	return tabs.find((tab) => tab.id === activeTab)?.title ?? "";
}
