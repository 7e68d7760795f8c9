/** The functions of lessons/tasks/helpers.sh with the words before each: `# name ARGUMENTS: what it gives`. */
export function helperFunctions(text: string): (readonly [usage: string, meaning: string])[] {
	const blocks = text.split("\n\n").slice(1);
	return blocks.flatMap((block) => {
		const name = /^([a-z_]+)\(\) [{(]$/m.exec(block)?.[1];
		if (name === undefined) return [];
		const comment = block
			.split("\n")
			.filter((line) => line.startsWith("# "))
			.map((line) => line.slice(2))
			.join(" ");
		const [usage = name, ...meaning] = comment.split(": ");
		return [[`\`${usage}\``, meaning.join(": ") || "Succeeds when it is so"] as const];
	});
}
