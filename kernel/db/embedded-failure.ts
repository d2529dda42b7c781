/**
 * The embedded database cannot be started or kept running. The message is one sentence for the person at the
 * terminal: what is wrong and what to do about it. Never shown to users of the portals.
 */
export class EmbeddedFailure extends Error {
  override readonly name = 'EmbeddedFailure'
}
