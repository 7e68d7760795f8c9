/** The same names, each value changed. */
export function mapped<Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value): Record<string, Value> {
	return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
