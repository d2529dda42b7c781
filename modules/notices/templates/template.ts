/** A link on a line of its own. Both texts may have places. */
export interface MailLink {
  readonly link: string
  readonly label: string
}

/**
 * A mail's words in one language. Paragraphs are plain text or a link; text and HTML are both made of them, so
 * that they say the same. A paragraph whose places are all empty is left out.
 */
export interface MailWords {
  readonly subject: string
  readonly paragraphs: readonly (string | MailLink)[]
}
