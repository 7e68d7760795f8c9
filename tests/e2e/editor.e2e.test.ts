/** The lab's files in the editor and in the guest: the same on both sides, whoever changes them. On the production build. */
import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { EditorPane } from "../support/editor-pane.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

const HOSTILE = "<img src=x onerror=alert(1)>";

describe("The editor", () => {
	let site: Site;
	let browser: Browser;
	let page: Page;
	let sandbox: SandboxPage;
	let editor: EditorPane;
	const complaints: string[] = [];

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
		page.on("pageerror", (error) => complaints.push(String(error)));
		page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
		page.on("dialog", (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
		sandbox = new SandboxPage(page);
		await sandbox.open(site.origin);
		await sandbox.run(
			`mkdir web; printf 'FROM busybox\\nRUN ech hello\\n' > web/Dockerfile; printf 'a\\nb\\n' > note; chmod 755 note; head -c 3000 /dev/urandom > noise; truncate -s 50M huge; touch '${HOSTILE}'; ln -s /etc/passwd link`,
		);
		editor = new EditorPane(page);
		await editor.open();
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	/** At the prompt of the terminal, with the focus there. */
	async function run(command: string): Promise<string> {
		await sandbox.focusTerminal();
		return sandbox.run(command);
	}

	it("writes what is typed into the guest, with the bits the file had", async () => {
		await editor.openFile("note");
		await expect.poll(() => editor.text()).toBe("a\nb\n");
		await editor.focusEnd();
		await page.keyboard.type("typed in Monaco");
		await editor.area.getByText("Saved", { exact: true }).waitFor();
		expect(await run("cat note; echo; stat -c %a note")).toContain("a\nb\ntyped in Monaco\n755");
	});

	it("shows at once what sed and vi write", async () => {
		await run("sed -i 's/^b$/from sed/' note");
		await expect.poll(() => editor.text()).toBe("a\nfrom sed\ntyped in Monaco");
		await sandbox.type("vi note\n");
		await sandbox.shows("typed in Monaco");
		await sandbox.type("ggOfrom vi");
		await page.keyboard.press("Escape");
		await sandbox.type(":wq\n");
		await expect.poll(() => editor.text()).toBe("from vi\na\nfrom sed\ntyped in Monaco\n");
	});

	it("shows a conflict, compares both sides, and writes only what the person chose", async () => {
		await sandbox.prompt();
		// In the middle of the typing, which never pauses long enough for a write.
		await run("(sleep 3; echo theirs > note) & sleep 0.2");
		await editor.focusEnd();
		await page.keyboard.type(` and mine${"!".repeat(50)}`, { delay: 100 });
		const alert = editor.area.getByRole("alert");
		await alert.getByText(/changed in the machine/).waitFor();
		expect(await run("cat note")).toContain("\ntheirs\n");
		await alert.getByRole("button", { name: "Compare" }).click();
		await expect.poll(() => editor.text()).toContain("theirs");
		await alert.getByRole("button", { name: "Keep mine" }).click();
		await editor.area.getByText("Saved", { exact: true }).waitFor();
		expect(await run("cat note; echo")).toMatch(/typed in Monaco\n and mine!+/);
	});

	it("tells of a deleted file and can write it again", async () => {
		await run("rm note");
		await editor.area
			.getByRole("alert")
			.getByText(/deleted in the machine/)
			.waitFor();
		await editor.button("Write it again");
		await editor.item("note").waitFor();
		expect(await run("tail -n 1 note; echo")).toContain("and mine");
	});

	it("shows what is no text as what it is", async () => {
		await editor.openFile("noise");
		await editor.area.getByRole("heading", { name: "This is no text" }).waitFor();
		await editor.openFile("huge");
		await editor.area.getByText(/52\.4 MB/).waitFor();
		await editor.openFile("link");
		await editor.area.getByRole("heading", { name: "This is a link" }).waitFor();
		expect(await editor.area.getByText("root:x:0:0").count()).toBe(0);
	});

	it("takes a hostile name as text", async () => {
		await editor.openFile(HOSTILE);
		await editor.focus();
		await page.keyboard.type("harmless");
		await editor.area.getByText("Saved", { exact: true }).waitFor();
		expect(await run("cat '<img src=x onerror=alert(1)>'; echo")).toContain("harmless");
		expect(await page.locator("img[src=x]").count()).toBe(0);
	});

	it("completes instructions, explains them and finds mistakes in a Dockerfile", async () => {
		await editor.openFile("web/Dockerfile");
		await editor.focusEnd();
		await page.keyboard.type("EXPO");
		const offered = page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "EXPOSE" });
		await offered.first().waitFor();
		await page.keyboard.press("Escape");
		await editor.waitForMarkers();
		for (let key = 0; key < 4; key++) await page.keyboard.press("Backspace");
		await page.keyboard.press("Control+Home");
		await page.keyboard.press("Enter");
		await page.keyboard.press("ArrowUp");
		await page.keyboard.type("FRO");
		await page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "FROM" }).first().waitFor();
		await page.keyboard.press("Escape");
		for (let key = 0; key < 3; key++) await page.keyboard.press("Backspace");
		await page.keyboard.press("Delete");
		await page.locator(".view-line").filter({ hasText: "FROM" }).getByText("FROM").hover();
		await page
			.locator(".monaco-hover:visible")
			.getByText(/base ?image/i)
			.first()
			.waitFor();
	});

	it("types the build into the terminal, marks the line it failed at, and clears the mark at the next edit", async () => {
		await page.mouse.move(0, 0);
		await editor.button("Build");
		await sandbox.shows("cd ~/lab/web && docker build -t web .");
		await sandbox.shows("failed to solve", 120_000);
		await editor.area.getByRole("button", { name: "Line 2" }).click();
		await editor.area
			.getByText(/exit code: 127/)
			.first()
			.waitFor();
		await editor.waitForMarkers();
		await page.keyboard.press("End");
		for (let key = 0; key < 9; key++) await page.keyboard.press("Backspace");
		await page.keyboard.type("echo hello");
		await editor.area.getByRole("button", { name: "Line 2" }).waitFor({ state: "detached" });
		await editor.area.getByText("Saved", { exact: true }).waitFor();
		await sandbox.prompt();
		await editor.button("Build");
		// The shell is in the folder by now.
		await sandbox.shows(/~\/lab\/web# docker build -t web \.$/m);
		await sandbox.shows("naming to docker.io/library/web", 120_000);
	});

	it("completes the images and tags that this site has", async () => {
		await editor.openFile("web/Dockerfile");
		await editor.focusEnd();
		const offered = (label: string) =>
			page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: label }).first();
		await page.keyboard.type("FROM ngin");
		await offered("nginx").waitFor();
		await page.keyboard.type("x:");
		await offered("latest").waitFor();
		await page.keyboard.press("Escape");
		for (let key = 0; key < 11; key++) await page.keyboard.press("Backspace");
		await editor.area.getByText("Saved", { exact: true }).waitFor();
	});

	it("completes and checks Compose files", async () => {
		await run("cd ~/lab; printf 'services:\\n  web:\\n    prots:\\n      - 80\\n    ' > compose.yaml");
		await editor.openFile("compose.yaml");
		await editor.waitForMarkers();
		await editor.focusEnd();
		await page.keyboard.type("imag");
		await page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "image" }).first().waitFor();
		await page.keyboard.press("Escape");
	});

	it("makes, renames and deletes files by keyboard", async () => {
		await editor.button("New file");
		await page.keyboard.type("app/main.py");
		await page.keyboard.press("Enter");
		await editor.tab("main.py").waitFor();
		await editor.item("main.py").focus();
		await page.keyboard.press("F2");
		await page.getByRole("dialog").getByRole("textbox").fill("app/server.py");
		await page.keyboard.press("Enter");
		await editor.tab("server.py").waitFor();
		await editor.item("server.py").focus();
		await page.keyboard.press("Delete");
		await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
		await editor.item("server.py").waitFor({ state: "detached" });
		expect(await run("ls app | wc -l")).toMatch(/\n0\n/);
	});

	it("takes uploads and gives the lab as a zip", async () => {
		const chooser = page.waitForEvent("filechooser");
		await editor.item("compose.yaml").click();
		await editor.button("Upload files");
		await (await chooser).setFiles({ name: "up load.txt", mimeType: "text/plain", buffer: Buffer.from("from this computer\n") });
		await editor.item("up load.txt").waitFor();
		expect(await run("cat 'up load.txt'; rm -f huge noise")).toContain("from this computer");
		const download = page.waitForEvent("download");
		await editor.button("Download the lab as zip");
		const zip = await download;
		expect(zip.suggestedFilename()).toBe("lab.zip");
		const content = unzipSync(await readFile(await zip.path()));
		expect(new TextDecoder().decode(content["up load.txt"])).toBe("from this computer\n");
		expect(Object.keys(content)).toContain("web/Dockerfile");
	});

	it("lets the keyboard out when Tab is told to leave", async () => {
		await editor.openFile("note");
		await editor.focus();
		await page.keyboard.press("Control+m");
		await editor.area.getByRole("button", { name: "Tab leaves" }).waitFor();
		await page.keyboard.press("Tab");
		expect(await page.evaluate(() => document.activeElement?.closest(".monaco-editor") === null)).toBe(true);
		await editor.area.getByRole("button", { name: "Tab leaves" }).click();
	});

	it("offers what is not on a fresh machine, and writes it when asked", async () => {
		await sandbox.reset();
		await editor.tab("note").click();
		await editor.area
			.getByRole("alert")
			.getByText(/fresh one without this file/)
			.waitFor();
		await editor.button("Write it again");
		expect(await run("tail -n 1 note; echo")).toContain("and mine");
	});

	it("complained of nothing", () => {
		expect(complaints).toEqual([]);
	});

	it("does not take the keys from a terminal that was clicked before the editor had come", async () => {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
		const other = await context.newPage();
		const terminal = new SandboxPage(other);
		await terminal.open(site.origin);
		await terminal.prompt();
		let come = (): void => {};
		const held = new Promise<void>((resolve) => {
			come = resolve;
		});
		await other.route("**/_next/static/chunks/*.js", async (route) => {
			await held;
			await route.continue();
		});
		await other
			.getByRole("button", { name: /^Begin: / })
			.first()
			.click();
		await terminal.clickTerminal();
		await terminal.type("echo $((6 * ");
		come();
		await other.locator(".monaco-editor .view-line").first().waitFor();
		await terminal.type("7))\n");
		await terminal.shows(/^42$/m);
		await context.close();
	});
});
