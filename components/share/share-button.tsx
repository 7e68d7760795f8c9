"use client";

import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { MachineSource } from "#workspace/machine-source.ts";
import { IconButton } from "../ui/icon-button.tsx";

const ShareDialog = dynamic(() => import("./share-dialog.tsx").then(({ ShareDialog }) => ShareDialog), { ssr: false });

/** The way to a link that carries the files of the lab. */
export function ShareButton({ machines }: { readonly machines: MachineSource }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<IconButton label="Share the files of the lab" aria-haspopup="dialog" onClick={() => setOpen(true)}>
				<Share2 />
			</IconButton>
			{open ? <ShareDialog machines={machines} onClose={() => setOpen(false)} /> : null}
		</>
	);
}
