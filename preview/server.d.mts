import type { Server } from "node:http";

export interface PreviewServerOptions {
	readonly previewOrigin?: string;
	readonly siteOrigin?: string;
}

export const builtFolder: string;
export function createPreviewServer(options?: PreviewServerOptions): Server;
