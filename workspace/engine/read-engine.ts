/** Reads objects of the engine. */
import type * as z from "zod/mini";
import type { EngineApi, GuestFiles, Machine } from "#emulator/machine.ts";
import {
	containerAnswer,
	containerIds,
	historyAnswer,
	imageAnswer,
	imageConfiguration,
	imageList,
	networkAnswer,
	networkIds,
	volumeAnswer,
	volumeNames,
} from "./answers.ts";
import type { ContainerView, ImageView, NetworkView, VolumeView } from "./model.ts";
import { containerView, type ImageContent, imageContent, networkView, volumeView } from "./views.ts";

/** Each rejects with a MachineError when the engine does not answer. An object that is gone by now is undefined. */
export interface EngineReader {
	containerIds(): Promise<string[]>;
	container(id: string): Promise<ContainerView | undefined>;
	networkIds(): Promise<string[]>;
	network(id: string): Promise<NetworkView | undefined>;
	volumeNames(): Promise<string[]>;
	volume(name: string): Promise<VolumeView | undefined>;
	images(): Promise<ImageView[]>;
}

export function createEngineReader({ engine, files }: Pick<Machine, "engine" | "files">, signal: AbortSignal): EngineReader {
	/** By id, which is a digest: the content of an image never changes. */
	const contents = new Map<string, ImageContent>();

	/** The answer in the expected shape; undefined for one of another shape, and for what there is not. */
	async function ask<T>(path: string, shape: z.ZodMiniType<T>): Promise<T | undefined> {
		return answerOf(engine, path, shape, signal);
	}

	async function content(id: string): Promise<ImageContent | undefined> {
		const known = contents.get(id);
		if (known) return known;
		const image = await ask(`/images/${encodeURIComponent(id)}/json`, imageAnswer);
		const history = await ask(`/images/${encodeURIComponent(id)}/history`, historyAnswer);
		if (!image || !history) return undefined;
		const made = imageContent(image, history, await configurationOf(files, id));
		contents.set(id, made);
		return made;
	}

	return {
		containerIds: async () => ((await ask("/containers/json?all=1", containerIds)) ?? []).map(({ Id }) => Id),
		container: async (id) => optional(containerView, await ask(`/containers/${encodeURIComponent(id)}/json`, containerAnswer)),
		networkIds: async () => ((await ask("/networks", networkIds)) ?? []).map(({ Id }) => Id),
		network: async (id) => optional(networkView, await ask(`/networks/${encodeURIComponent(id)}`, networkAnswer)),
		volumeNames: async () => ((await ask("/volumes", volumeNames))?.Volumes ?? []).map(({ Name }) => Name),
		volume: async (name) => optional(volumeView, await ask(`/volumes/${encodeURIComponent(name)}`, volumeAnswer)),
		async images() {
			const listed = (await ask("/images/json", imageList)) ?? [];
			const images: ImageView[] = [];
			for (const { Id: id, RepoTags: tags, RepoDigests: digests } of listed) {
				const found = await content(id);
				if (found) images.push({ ...found, tags: (tags ?? []).filter(isName), digests: (digests ?? []).filter(isName) });
			}
			for (const id of contents.keys()) if (!listed.some(({ Id }) => Id === id)) contents.delete(id);
			return images;
		},
	};
}

function optional<A, B>(convert: (value: A) => B, value: A | undefined): B | undefined {
	return value === undefined ? undefined : convert(value);
}

async function answerOf<T>(
	engine: EngineApi,
	path: string,
	shape: z.ZodMiniType<T>,
	signal: AbortSignal,
): Promise<T | undefined> {
	const answer = await engine.request({ path, signal });
	if (answer.status !== 200) {
		await answer.body.cancel();
		return undefined;
	}
	try {
		return shape.safeParse(JSON.parse(await answer.text())).data;
	} catch (thrown) {
		if (thrown instanceof SyntaxError) return undefined;
		throw thrown;
	}
}

/** The engine's own record of the image, which its API does not give as it is. Null when it cannot be read. */
async function configurationOf(files: GuestFiles, id: string): Promise<z.infer<typeof imageConfiguration> | null> {
	const digest = /^sha256:([0-9a-f]{64})$/.exec(id)?.[1];
	if (digest === undefined) return null;
	try {
		const bytes = await files.read(`/var/lib/docker/image/overlay2/imagedb/content/sha256/${digest}`);
		return imageConfiguration.parse(JSON.parse(new TextDecoder().decode(bytes)));
	} catch {
		return null;
	}
}

/** The engine writes `<none>:<none>` where there is no name. */
function isName(text: string): boolean {
	return !text.includes("<none>");
}
