"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";
import { alreadyThere, placeProject, untilMachine } from "#workspace/share/lab-project.ts";
import { fromFragment } from "#workspace/share/link.ts";
import type { Project } from "#workspace/share/project.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { FileList } from "./file-list.tsx";
import styles from "./share.module.css";

interface SharedProjectProps {
	readonly machines: MachineSource;
	/** Shows a file of the lab in the editor. */
	readonly onOpenFile: (path: string) => void;
}

type Offer =
	| { readonly state: "none" }
	| { readonly state: "offered"; readonly project: Project }
	| { readonly state: "refused"; readonly message: string };

/** Asks about the project in the page's link, if it carries one: nothing of it is written before the person has said so. */
export function SharedProject({ machines, onOpenFile }: SharedProjectProps) {
	const [offer, setOffer] = useState<Offer>({ state: "none" });
	useEffect(() => {
		const look = () => setOffer(readOffer(location.hash));
		look();
		window.addEventListener("hashchange", look);
		return () => window.removeEventListener("hashchange", look);
	}, []);

	function close(): void {
		// Else a reload would ask again.
		history.replaceState(history.state, "", location.pathname + location.search);
		setOffer({ state: "none" });
	}

	if (offer.state === "none") return null;
	return (
		<Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
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
						<Question project={offer.project} machines={machines} onOpenFile={onOpenFile} onClose={close} />
					)}
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

function readOffer(hash: string): Offer {
	try {
		const project = fromFragment(hash);
		return project ? { state: "offered", project } : { state: "none" };
	} catch (thrown) {
		return { state: "refused", message: thrown instanceof Error ? thrown.message : String(thrown) };
	}
}

interface QuestionProps extends SharedProjectProps {
	readonly project: Project;
	readonly onClose: () => void;
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
