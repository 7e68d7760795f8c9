import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { lessonComponents } from "#components/lesson/blocks/lesson-components.ts";
import { listLessons } from "#lessons/catalog/catalog.ts";
import { compileLesson } from "#lessons/catalog/compile-lesson.ts";
import { LessonPage } from "./lesson-page.tsx";

interface LessonRouteProps {
	readonly params: Promise<{ slug: string }>;
}

/** Every lesson is a page of its own, made when the site is built. */
export const dynamicParams = false;

export async function generateStaticParams(): Promise<{ slug: string }[]> {
	return (await listLessons()).map(({ slug }) => ({ slug }));
}

export async function generateMetadata({ params }: LessonRouteProps): Promise<Metadata> {
	const { slug } = await params;
	const lesson = (await listLessons()).find((one) => one.slug === slug);
	return lesson ? { title: lesson.title, description: lesson.summary } : {};
}

export default async function LessonRoute({ params }: LessonRouteProps) {
	const { slug } = await params;
	const [lesson, all] = await Promise.all([compileLesson(slug), listLessons()]);
	if (!lesson) notFound();
	const next = all.find(({ number }) => number > lesson.summary.number);
	return (
		<LessonPage plan={lesson.plan} summary={lesson.summary} next={next ? { slug: next.slug, title: next.title } : null}>
			{lesson.render(lessonComponents)}
		</LessonPage>
	);
}
