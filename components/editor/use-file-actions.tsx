"use client";

import { type ReactNode, useRef, useState } from "react";
import type { LabFiles } from "#workspace/files/lab-files.ts";
import { join, nameOf } from "#workspace/files/paths.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { MOST_FILES, type UploadFile } from "./dropped-files.ts";
import { failureReason } from "./file-words.ts";
import { NameDialog } from "./name-dialog.tsx";
import { saveDownload } from "./save-download.ts";

export interface FileActions {
	newFile(folder: string): void;
	newFolder(folder: string): void;
	rename(path: string): void;
	/** Without asking, as after a drag. */
	move(path: string, folder: string): void;
	remove(path: string, kind: "file" | "folder"): void;
	chooseUploads(folder: string): void;
	upload(folder: string, files: readonly UploadFile[]): void;
	/** "" is the whole lab. */
	download(path: string): void;
	/** Asks first when text would be lost. */
	close(path: string): void;
}

type Question =
	| { readonly kind: "new-file" | "new-folder"; readonly folder: string }
	| { readonly kind: "rename"; readonly path: string }
	| { readonly kind: "remove"; readonly path: string; readonly what: "file" | "folder" }
	| {
			readonly kind: "replace";
			readonly folder: string;
			readonly files: readonly UploadFile[];
			readonly taken: readonly string[];
	  }
	| { readonly kind: "close"; readonly path: string };

/** What can be done with files, each with its questions. @returns the actions, and what has to be on the page for them */
export function useFileActions(files: LabFiles, say: (words: string) => void): readonly [FileActions, ReactNode] {
	const [question, setQuestion] = useState<Question | null>(null);
	const chooser = useRef<HTMLInputElement>(null);
	const uploadFolder = useRef("");
	const done = () => setQuestion(null);

	async function attempt(what: string, action: () => Promise<void>): Promise<void> {
		try {
			await action();
		} catch (thrown) {
			say(`${what} did not work: ${failureReason(thrown)}.`);
		}
	}
	/** For a dialog, which shows itself why it did not work. */
	async function reasonOf(action: () => Promise<void>): Promise<string | undefined> {
		try {
			await action();
			return undefined;
		} catch (thrown) {
			const reason = failureReason(thrown);
			return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
		}
	}

	async function put(folder: string, uploads: readonly UploadFile[]): Promise<void> {
		await attempt("The upload", async () => {
			for (const [index, { path, file }] of uploads.entries()) {
				if (uploads.length > 1) say(`Uploading ${index + 1} of ${uploads.length}: ${path}`);
				await files.upload(join(folder, path), file);
			}
			const [first] = uploads;
			say(uploads.length === 1 && first ? `${first.path} is in the lab.` : `${uploads.length} files are in the lab.`);
		});
	}
	async function upload(folder: string, uploads: readonly UploadFile[]): Promise<void> {
		if (uploads.length === 0) return;
		if (uploads.length > MOST_FILES) {
			say(
				`More than ${MOST_FILES.toLocaleString("en")} files at once are not taken. Upload them as an archive and unpack it in the terminal.`,
			);
			return;
		}
		await attempt("The upload", async () => {
			const taken: string[] = [];
			for (const { path } of uploads) if (await files.exists(join(folder, path))) taken.push(path);
			if (taken.length > 0) setQuestion({ kind: "replace", folder, files: uploads, taken });
			else await put(folder, uploads);
		});
	}

	const actions: FileActions = {
		newFile: (folder) => setQuestion({ kind: "new-file", folder }),
		newFolder: (folder) => setQuestion({ kind: "new-folder", folder }),
		rename: (path) => setQuestion({ kind: "rename", path }),
		move: (path, folder) => void attempt("Moving it", () => files.rename(path, join(folder, nameOf(path)))),
		remove: (path, what) => setQuestion({ kind: "remove", path, what }),
		chooseUploads(folder) {
			uploadFolder.current = folder;
			chooser.current?.click();
		},
		upload: (folder, uploads) => void upload(folder, uploads),
		download: (path) => void attempt("The download", async () => saveDownload(await files.download(path))),
		close: (path) =>
			void files.close(path).then((closed) => {
				if (!closed) setQuestion({ kind: "close", path });
			}),
	};

	const element = (
		<>
			<input
				ref={chooser}
				type="file"
				multiple
				hidden
				onChange={(event) => {
					const chosen = [...(event.target.files ?? [])].map((file) => ({ path: file.name, file }));
					// The same file can be chosen again.
					event.target.value = "";
					void upload(uploadFolder.current, chosen);
				}}
			/>
			{question?.kind === "new-file" || question?.kind === "new-folder" ? (
				<NameDialog
					title={question.kind === "new-file" ? "New file" : "New folder"}
					label="Name"
					hint="With slashes, folders are made on the way."
					initial={question.folder === "" ? "" : `${question.folder}/`}
					confirmLabel="Create"
					onConfirm={(path) =>
						reasonOf(async () => {
							if (question.kind === "new-folder") {
								await files.createFolder(path);
								files.expand(path);
								return;
							}
							await files.createFile(path);
							files.open(path);
						})
					}
					onClose={done}
				/>
			) : null}
			{question?.kind === "rename" ? (
				<NameDialog
					title="Rename or move"
					label="Place in the lab"
					hint="Change the folder to move it."
					initial={question.path}
					confirmLabel="Rename"
					onConfirm={(path) =>
						path === question.path ? Promise.resolve(undefined) : reasonOf(() => files.rename(question.path, path))
					}
					onClose={done}
				/>
			) : null}
			<ConfirmDialog
				open={question?.kind === "remove"}
				title={question?.kind === "remove" && question.what === "folder" ? "Delete this folder?" : "Delete this file?"}
				confirmLabel="Delete"
				cancelLabel="Keep it"
				onCancel={done}
				onConfirm={() => {
					done();
					if (question?.kind === "remove") void attempt("Deleting it", () => files.remove(question.path));
				}}
			>
				<p>
					<code>{question?.kind === "remove" ? question.path : ""}</code>
					{question?.kind === "remove" && question.what === "folder" ? " goes with all that is in it." : " goes for good."} The
					machine has no bin to take it from again.
				</p>
			</ConfirmDialog>
			<ConfirmDialog
				open={question?.kind === "replace"}
				title={question?.kind === "replace" && question.taken.length > 1 ? "Replace these files?" : "Replace this file?"}
				confirmLabel="Replace"
				cancelLabel="Cancel"
				onCancel={done}
				onConfirm={() => {
					done();
					if (question?.kind === "replace") void put(question.folder, question.files);
				}}
			>
				<p>
					The lab already has <code>{question?.kind === "replace" ? question.taken.slice(0, 5).join(", ") : ""}</code>
					{question?.kind === "replace" && question.taken.length > 5 ? ` and ${question.taken.length - 5} more` : ""}. What is
					there would be lost.
				</p>
			</ConfirmDialog>
			<ConfirmDialog
				open={question?.kind === "close"}
				title="Close without keeping your text?"
				confirmLabel="Close and lose it"
				cancelLabel="Keep it open"
				onCancel={done}
				onConfirm={() => {
					done();
					if (question?.kind === "close") void files.close(question.path, { discard: true });
				}}
			>
				<p>
					The machine does not have what you typed in <code>{question?.kind === "close" ? question.path : ""}</code>.
				</p>
			</ConfirmDialog>
		</>
	);
	return [actions, element];
}
