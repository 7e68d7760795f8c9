/** Values that differ from reader to reader, out of a seed: the same seed gives the same values, on the page and in a proof. */
import { valueUsePattern } from "./names.ts";
import type { ValueSpec, ValueSpecs } from "./schema.ts";

export type Values = Readonly<Record<string, string>>;

/** Short, plain, hard to mistype, and no names of programs or images. */
const words = (
	"acorn amber apple badger basil beaver birch bison breeze brook cedar cherry clover cobalt comet copper coral cricket dahlia " +
	"ember falcon fennel fern finch fjord garnet ginger harbor hazel heron indigo ivory jasper juniper lantern laurel lemon lilac " +
	"linden lotus lynx magnet maple marble meadow mimosa nectar nutmeg olive onyx orchid osprey otter panda pebble pepper pine " +
	"plum poppy quartz raven river robin saffron sage spruce sparrow sunset thistle timber topaz tulip violet walnut willow zephyr"
).split(" ");

/** The value of each name. Two of one kind never get the same text, as long as there are enough. */
export function valuesFor(specs: ValueSpecs, seed: string): Values {
	const values: Record<string, string> = {};
	const taken = new Set<string>();
	for (const [name, spec] of Object.entries(specs)) {
		const count = choiceCount(spec);
		const start = hash(`${seed}/${name}`) % count;
		const order = Array.from({ length: Math.min(count, taken.size + 1) }, (_, at) => choice(spec, (start + at) % count));
		const text = order.find((candidate) => !taken.has(candidate)) ?? choice(spec, start);
		taken.add(text);
		values[name] = text;
	}
	return values;
}

/** `text` with each `{{name}}` replaced by its value; what is no value of these stays as it is. */
export function fillIn(text: string, values: Values): string {
	return text.replace(valueUsePattern, (use, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? use) : use));
}

function choiceCount(spec: ValueSpec): number {
	if ("pick" in spec) return spec.pick.length;
	if ("port" in spec) return spec.port[1] - spec.port[0] + 1;
	return words.length;
}

function choice(spec: ValueSpec, at: number): string {
	const text = "pick" in spec ? spec.pick[at] : "port" in spec ? String(spec.port[0] + at) : words[at];
	return text ?? "";
}

/** FNV-1a, then stirred: texts that differ in one letter give numbers that have nothing in common. */
function hash(text: string): number {
	let state = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
	state = Math.imul(state ^ (state >>> 16), 0x7feb352d);
	state = Math.imul(state ^ (state >>> 15), 0x846ca68b);
	return (state ^ (state >>> 16)) >>> 0;
}
