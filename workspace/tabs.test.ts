import { describe, expect, it } from "vitest";
import { addTab, changeTab, firstTab, MAX_TABS, removeTab, selectTab } from "./tabs.ts";

function titles(list: { tabs: readonly { title: string }[] }): string[] {
	return list.tabs.map((tab) => tab.title);
}

describe("the list of terminal tabs", () => {
	it("a new tab comes to the front and takes the lowest free number", () => {
		const three = addTab(addTab(firstTab("a"), "b"), "c");
		const closed = removeTab(three, "b");
		const again = addTab(closed, "d");
		expect(titles(again)).toEqual(["Terminal 1", "Terminal 3", "Terminal 2"]);
		expect(again.activeTab).toBe("d");
	});

	it("closing the tab in front shows its right neighbour, and its left one at the end of the row", () => {
		const three = addTab(addTab(firstTab("a"), "b"), "c");
		expect(removeTab(selectTab(three, "b"), "b").activeTab).toBe("c");
		expect(removeTab(three, "c").activeTab).toBe("b");
	});

	it("closing a tab in the background leaves the one in front where it is", () => {
		expect(removeTab(addTab(firstTab("a"), "b"), "a").activeTab).toBe("b");
	});

	it("the last tab cannot be closed", () => {
		const one = firstTab("a");
		expect(removeTab(one, "a")).toBe(one);
	});

	it("no more tabs open than the keyboard can reach", () => {
		let list = firstTab("0");
		for (let number = 1; number < 20; number += 1) list = addTab(list, String(number));
		expect(list.tabs).toHaveLength(MAX_TABS);
		expect(list.activeTab).toBe(String(MAX_TABS - 1));
	});

	it("an unknown tab changes nothing", () => {
		const list = addTab(firstTab("a"), "b");
		expect(selectTab(list, "z")).toEqual(list);
		expect(removeTab(list, "z")).toEqual(list);
		expect(changeTab(list, "z", { title: "ghost" })).toEqual(list);
	});
});
