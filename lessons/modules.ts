/** The parts of the course, in the order in which the catalogue shows them. */
export const modules = ["Containers", "Images", "Registries", "Compose and data"] as const;
