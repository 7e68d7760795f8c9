import type { Metadata } from "next";
import { Catalog } from "#components/catalog/catalog.tsx";
import { listLessons } from "#lessons/catalog/catalog.ts";

export const metadata: Metadata = {
	title: "Lessons",
	description: "Learn containers by doing: each lesson has a machine with the real Docker Engine beside its text.",
};

export default async function LessonsPage() {
	return <Catalog lessons={await listLessons()} />;
}
