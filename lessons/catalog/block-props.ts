/** The properties of a block as they are written: texts, and names alone for `true`. */
import type { BlockElement } from "./prose.ts";

export type WrittenProps = Record<string, string | true>;

/** `wrong`: the names of those that are JavaScript, which no lesson has. */
export function writtenProps(node: BlockElement): { readonly props: WrittenProps; readonly wrong: readonly string[] } {
	const props: WrittenProps = {};
	const wrong: string[] = [];
	for (const attribute of node.attributes) {
		if (attribute.type === "mdxJsxExpressionAttribute") wrong.push("{…}");
		else if (attribute.value !== null && typeof attribute.value === "object") wrong.push(attribute.name);
		else props[attribute.name] = attribute.value ?? true;
	}
	return { props, wrong };
}

export function stringProp(node: BlockElement, name: string): string | undefined {
	const value = writtenProps(node).props[name];
	return typeof value === "string" ? value : undefined;
}
