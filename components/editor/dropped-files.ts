/** The files in a drop, those in dropped folders included, with their places below the folder they are dropped on. */

export interface UploadFile {
	/** As `site/index.html`. */
	readonly path: string;
	readonly file: File;
}

/** More than that is a mistake, such as a whole project with what its package manager installed. */
export const MOST_FILES = 2000;

/** Must be called in the event itself, which forgets what was dropped. @returns at most one more than `MOST_FILES` */
export async function droppedFiles(transfer: DataTransfer): Promise<UploadFile[]> {
	const entries = [...transfer.items].flatMap((item) => {
		const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
		return entry ? [entry] : [];
	});
	const found: UploadFile[] = [];
	for (const entry of entries) await collect(entry, found);
	return found;
}

export function hasFiles(transfer: DataTransfer): boolean {
	return transfer.types.includes("Files");
}

async function collect(entry: FileSystemEntry, found: UploadFile[]): Promise<void> {
	if (found.length > MOST_FILES) return;
	if (isFile(entry)) {
		const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
		found.push({ path: entry.fullPath.replace(/^\/+/, ""), file });
		return;
	}
	if (!isFolder(entry)) return;
	const reader = entry.createReader();
	for (;;) {
		// Browsers hand them out in lots; an empty one is the end.
		const lot = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
		if (lot.length === 0) return;
		for (const child of lot) await collect(child, found);
	}
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
	return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
	return entry.isDirectory;
}
