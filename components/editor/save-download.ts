/** Hands what the guest sent to the browser's downloads. */
import type { Download } from "#workspace/files/download.ts";

/** Settles when all of it has been read. Browsers keep large blobs on disk, not in memory. */
export async function saveDownload({ name, content }: Download): Promise<void> {
	const url = URL.createObjectURL(await new Response(content).blob());
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// The download holds the content by now; without this the page would hold it as well.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
