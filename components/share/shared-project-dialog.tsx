"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useMemo, useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";
import { alreadyThere, placeProject, untilMachine } from "#workspace/share/lab-project.ts";
import { fromFragment } from "#workspace/share/link.ts";
import type { Project } from "#workspace/share/project.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { FileList } from "./file-list.tsx";
import styles from "./share.module.css";

interface SharedProjectDialogProps {
	/** The fragment of the page's link, which carries a project. */
	readonly fragment: string;
	readonly machines: MachineSource;
	/** Shows a file of the lab in the editor. */
	readonly onOpenFile: (path: string) => void;
	readonly onClose: () => void;
}

type Offer = { readonly state: "offered"; readonly project: Project } | { readonly state: "refused"; readonly message: string };

/** Shows a stranger's project before it is taken, or says why it cannot be. Mounted while it is open. */
export function SharedProjectDialog({ fragment, machines, onOpenFile, onClose }: SharedProjectDialogProps) {
	const offer = useMemo(() => readOffer(fragment), [fragment]);
	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				<Dialog.Popup data-modal className={styles.popup}>
					{offer.state === "refused" ? (
						<>
							<Dialog.Title className={styles.title}>The project in this link was not taken</Dialog.Title>
							<Dialog.Description className={styles.problem}>{offer.message}</Dialog.Description>
							<div className={styles.buttons}>
								<Dialog.Close className={buttonClass({ tone: "primary" })}>Go on without it</Dialog.Close>
							</div>
						</>
					) : (
						<Question project={offer.project} machines={machines} onOpenFile={onOpenFile} onClose={onClose} />
					)}
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

function readOffer(fragment: string): Offer {
	try {
		const project = fromFragment(fragment);
		return project ? { state: "offered", project } : { state: "refused", message: "There is no project in this link." };
	} catch (thrown) {
		return { state: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
	}
}

interface QuestionProps extends Omit<SharedProjectDialogProps, "fragment"> {
	readonly project: Project;
}

function Question({ project, machines, onOpenFile, onClose }: QuestionProps) {
	const [lost, setLost] = useState<readonly string[]>([]);
	const [account, setAccount] = useState("");
	const [accepted, setAccepted] = useState(false);

	// What would be lost is known as soon as there is a machine to ask.
	useEffect(() => {
		const stop = new AbortController();
		untilMachine(machines, stop.signal)
			.then((machine) => alreadyThere(machine, project))
			.then((paths) => stop.signal.aborted || setLost(paths))
			.catch(() => {
				// Without a machine there is nothing to lose; whoever writes to it then says why it could not.
			});
		return () => stop.abort();
	}, [machines, project]);

	useEffect(() => {
		if (!accepted) return;
		const stop = new AbortController();
		setAccount(machines.current() ? "Writing …" : "The files are written as soon as the machine runs.");
		untilMachine(machines, stop.signal)
			.then((machine) => placeProject(machine, project))
			.then(() => {
				if (stop.signal.aborted) return;
				onClose();
				onOpenFile(project.files[0]?.path ?? "");
			})
			.catch((thrown: unknown) => {
				if (stop.signal.aborted) return;
				setAccepted(false);
				setAccount(`Not written: ${thrown instanceof Error ? thrown.message : thrown}`);
			});
		return () => stop.abort();
	}, [accepted, machines, project, onClose, onOpenFile]);

	return (
		<>
			<Dialog.Title className={styles.title}>A project came with this link</Dialog.Title>
			<Dialog.Description className={styles.text}>
				Look through its files before you take them: they are written below /root/lab. Nothing is run.
			</Dialog.Description>
			<FileList files={project.files} />
			{lost.length > 0 ? (
				<p className={styles.problem}>Your lab has these already, and they are replaced: {lost.join(", ")}</p>
			) : null}
			<p role="status" className={styles.text}>
				{account}
			</p>
			<div className={styles.buttons}>
				<Dialog.Close className={buttonClass({})}>Not now</Dialog.Close>
				<Button tone="primary" aria-disabled={accepted} onClick={() => setAccepted(true)}>
					Put them into the lab
				</Button>
			</div>
		</>
	);
}
