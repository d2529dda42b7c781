/**
 * Milliseconds since work began; 0 before. For the remaining time of a progress bar, read anew with
 * each answer.
 */
export function elapsedSince(startedAt: string | null): number {
  return startedAt === null ? 0 : Date.now() - Date.parse(startedAt)
}
