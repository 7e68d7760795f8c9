/**
 * The first script of every previewed page. It gives the page what a service worker cannot: WebSockets, and cookies that scripts can
 * read. It tells the frame around where the page is.
 */
import { connectCookies } from "./page/cookies.ts";
import { reportPlace } from "./page/place.ts";
import { retryWhenListening } from "./page/retry.ts";
import { connectSockets } from "./page/socket.ts";
import type { Ask } from "./protocol.ts";

const { dataset } = document.currentScript as HTMLScriptElement;
document.currentScript?.remove();

const { serviceWorker } = navigator;

/** Lost when no service worker controls the page; then nothing else of the guest's arrives either. */
function ask(question: Ask, ports: MessagePort[] = []): void {
	serviceWorker.controller?.postMessage(question, ports);
}

connectCookies(dataset.cookies, ask);
connectSockets(ask);
if (window.parent === window.top && window.top !== window) reportPlace(window.parent, dataset.site ?? "");
retryWhenListening();
