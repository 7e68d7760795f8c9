import { expect, it } from "vitest";
import { languageOf } from "./language-of.ts";

it.each([
	["Dockerfile", "dockerfile"],
	["web/Dockerfile", "dockerfile"],
	["web/Dockerfile.dev", "dockerfile"],
	["web/app.Dockerfile", "dockerfile"],
	["Containerfile", "dockerfile"],
	["compose.yaml", "yaml"],
	["a.YML", "yaml"],
	["run.sh", "shell"],
	[".bashrc", "shell"],
	["server.mjs", "javascript"],
	["app.py", "python"],
	["package.json", "json"],
	["nginx.conf", "ini"],
	[".dockerignore", "plaintext"],
	["LICENSE", "plaintext"],
	["__proto__", "plaintext"],
	["a.constructor", "plaintext"],
	["", "plaintext"],
])("%s is %s", (path, language) => {
	expect(languageOf(path)).toBe(language);
});
