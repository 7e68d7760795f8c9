"use client";

import { useEffect, useState } from "react";
import type { LessonStep } from "#lessons/lesson.ts";

/** The step that is being read: the last one whose heading has passed the upper third of the pane. Null before the first. */
export function useStepInView(steps: readonly LessonStep[]): string | null {
	const [inView, setInView] = useState<string | null>(null);
	useEffect(() => {
		const sections = steps.map(({ id }) => document.getElementById(id)).filter((section) => section !== null);
		const visible = new Set<Element>();
		const observer = new IntersectionObserver(
			(entries) => {
				for (const { target, isIntersecting } of entries) {
					if (isIntersecting) visible.add(target);
					else visible.delete(target);
				}
				setInView(sections.findLast((section) => visible.has(section))?.id ?? null);
			},
			// A band below the top: a section is in it from when its heading enters until its end leaves.
			{ rootMargin: "-12% 0px -66% 0px" },
		);
		for (const section of sections) observer.observe(section);
		return () => observer.disconnect();
	}, [steps]);
	return inView;
}
