import type { ReactNode } from "react";

/** While the site is developed, pages of lessons follow the files that they are made of. */
export default async function LessonsLayout({ children }: { readonly children: ReactNode }) {
	if (process.env.NODE_ENV !== "development") return children;
	const { FollowFiles } = await import("./follow-files.tsx");
	return <FollowFiles>{children}</FollowFiles>;
}
