/** Where a preview is shown in a tab of its own: on a page of the site, which puts it into a frame there as well (decision 013). */
export function newTabAddress(origin: string, path: string): string {
	return `/preview#${new URL(origin).host}${path}`;
}

/** Back from the fragment; undefined when it names none. */
export function previewAddress(fragment: string): { readonly host: string; readonly path: string } | undefined {
	const [, host, path] = /^#([a-z0-9.-]+(?::\d+)?)(\/.*)$/is.exec(fragment) ?? [];
	return host === undefined || path === undefined ? undefined : { host, path };
}
