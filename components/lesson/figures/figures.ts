/** The drawings that lessons show with `<Figure name>`. */
import type { ComponentType } from "react";
import { ClientAndEngine } from "./client-and-engine.tsx";
import { ContainerLife } from "./container-life.tsx";
import type { FigureProps } from "./drawing.tsx";
import { PublishedPort } from "./published-port.tsx";

export const figures = {
	"client-and-engine": ClientAndEngine,
	"container-life": ContainerLife,
	"published-port": PublishedPort,
} as const satisfies Record<string, ComponentType<FigureProps>>;
