export function sealPage(html: string): string;
