"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";
import { collectProject } from "#workspace/share/lab-project.ts";
import { toFragment } from "#workspace/share/link.ts";
import type { ProjectFile } from "#workspace/share/project.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import { FileList } from "./file-list.tsx";
import styles from "./share.module.css";

interface ShareDialogProps {
	readonly machines: MachineSource;
	readonly onClose: () => void;
}

type Made =
	| { readonly state: "reading" }
	| { readonly state: "ready"; readonly files: readonly ProjectFile[]; readonly link: string }
	| { readonly state: "failed"; readonly message: string };

/** Makes a link that carries the files of the lab. Mounted while it is open. */
export function ShareDialog({ machines, onClose }: ShareDialogProps) {
	const [made, setMade] = useState<Made>({ state: "reading" });
	const [copied, setCopied] = useState("");
	useEffect(() => {
		let wanted = true;
		makeLink(machines).then(
			(ready) => wanted && setMade(ready),
			(thrown: unknown) =>
				wanted && setMade({ state: "failed", message: thrown instanceof Error ? thrown.message : String(thrown) }),
		);
		return () => {
			wanted = false;
		};
	}, [machines]);

	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				<Dialog.Popup data-modal className={styles.popup}>
					<Dialog.Title className={styles.title}>Share the files of the lab</Dialog.Title>
					<Dialog.Description className={styles.text}>
						The link itself holds the files: nothing is uploaded, and whoever has the link has them. Containers and images do not
						go along.
					</Dialog.Description>
					<div aria-live="polite">
						{made.state === "reading" ? <p className={styles.text}>Reading /root/lab …</p> : null}
						{made.state === "failed" ? <p className={styles.problem}>{made.message}</p> : null}
						{made.state === "ready" ? (
							<>
								<FileList files={made.files} />
								<label className={styles.link}>
									<span>Link, {made.link.length.toLocaleString("en")} characters</span>
									<input readOnly value={made.link} onFocus={(event) => event.target.select()} />
								</label>
							</>
						) : null}
					</div>
					<div className={styles.buttons}>
						<span role="status" className={styles.text}>
							{copied}
						</span>
						<Dialog.Close className={buttonClass({})}>Close</Dialog.Close>
						{made.state === "ready" ? (
							<Button
								tone="primary"
								onClick={() =>
									void copyText(made.link).then((done) =>
										setCopied(done ? "Copied." : "Copying is not allowed here: select the link instead."),
									)
								}
							>
								Copy the link
							</Button>
						) : null}
					</div>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

async function makeLink(machines: MachineSource): Promise<Made> {
	const machine = machines.current();
	if (!machine) throw new Error("The machine does not run at the moment, so its files cannot be read.");
	const project = await collectProject(machine);
	return { state: "ready", files: project.files, link: `${location.origin}/sandbox${toFragment(project)}` };
}
