/** The drawings that lessons show with `<Figure name>`. */
import type { ComponentType } from "react";
import { BuildCache } from "./build-cache.tsx";
import { BuildContext } from "./build-context.tsx";
import { ClientAndEngine } from "./client-and-engine.tsx";
import { ContainerLife } from "./container-life.tsx";
import { CopyOnWrite } from "./copy-on-write.tsx";
import type { FigureProps } from "./drawing.tsx";
import { ImageName } from "./image-name.tsx";
import { Layers } from "./layers.tsx";
import { PublishedPort } from "./published-port.tsx";
import { TagAndDigest } from "./tag-and-digest.tsx";
import { TwoRegistries } from "./two-registries.tsx";
import { TwoStacks } from "./two-stacks.tsx";
import { TwoViews } from "./two-views.tsx";
import { VolumeOutlives } from "./volume-outlives.tsx";
import { WebAndDatabase } from "./web-and-database.tsx";
import { WhereYouAre } from "./where-you-are.tsx";

export const figures = {
	"build-cache": BuildCache,
	"build-context": BuildContext,
	"client-and-engine": ClientAndEngine,
	"container-life": ContainerLife,
	"copy-on-write": CopyOnWrite,
	"image-name": ImageName,
	layers: Layers,
	"published-port": PublishedPort,
	"tag-and-digest": TagAndDigest,
	"two-registries": TwoRegistries,
	"two-stacks": TwoStacks,
	"two-views": TwoViews,
	"volume-outlives": VolumeOutlives,
	"web-and-database": WebAndDatabase,
	"where-you-are": WhereYouAre,
} as const satisfies Record<string, ComponentType<FigureProps>>;
