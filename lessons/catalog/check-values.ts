/** `{{name}}` in prose, files and scripts means a value of the front matter. */
import { valueUsePattern } from "../names.ts";
import type { ValueSpecs } from "../schema.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problems.ts";

export function checkValues(text: string, file: string, specs: ValueSpecs): Problem[] {
	const problems: Problem[] = [];
	for (const [at, line] of text.split("\n").entries()) {
		for (const [use, name = ""] of line.matchAll(valueUsePattern)) {
			if (Object.hasOwn(specs, name)) continue;
			const meant = nearest(name, Object.keys(specs));
			problems.push({
				file,
				line: at + 1,
				what: `\`${use}\` is no value of this lesson.`,
				remedy:
					meant === undefined
						? `Add \`${name}\` to \`values\` in the front matter; for braces of another kind write {{ ${name} }}, with spaces.`
						: `Did you mean {{${meant}}}?`,
			});
		}
	}
	return problems;
}
