/** The language of a file, by its name. */

const byName: Readonly<Record<string, string>> = {
	dockerfile: "dockerfile",
	containerfile: "dockerfile",
	".bashrc": "shell",
	".profile": "shell",
	".env": "ini",
	".htaccess": "ini",
};

const byEnding: Readonly<Record<string, string>> = {
	bash: "shell",
	cfg: "ini",
	cjs: "javascript",
	conf: "ini",
	css: "css",
	dockerfile: "dockerfile",
	env: "ini",
	htm: "html",
	html: "html",
	ini: "ini",
	js: "javascript",
	json: "json",
	jsx: "javascript",
	md: "markdown",
	mjs: "javascript",
	py: "python",
	sh: "shell",
	sql: "sql",
	svg: "html",
	toml: "ini",
	ts: "javascript",
	yaml: "yaml",
	yml: "yaml",
};

export function languageOf(path: string): string {
	const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
	if (Object.hasOwn(byName, name)) return byName[name] ?? "plaintext";
	// `Dockerfile.dev`, as `docker build -f` is often given.
	if (name.startsWith("dockerfile.")) return "dockerfile";
	const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
	return (Object.hasOwn(byEnding, ending) && byEnding[ending]) || "plaintext";
}
