/** Builds each portal into `build/<portal>` when its sources are not those of the last build. Throws SetupFailure. */
export function providePortals(root: string, node: string): Promise<void>
