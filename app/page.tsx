import { Home } from "#components/home/home.tsx";
import { listLessons } from "#lessons/catalog/catalog.ts";

export default async function HomePage() {
	const [firstLesson] = await listLessons();
	return <Home firstLesson={firstLesson && { slug: firstLesson.slug }} />;
}
