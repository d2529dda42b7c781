/** Stands in stored bodies where a mail's secret belongs: tokens are kept beside the text, never in it. */
export const SECRET_PLACE = '⟦secret⟧'

/** A body with its secret, as it is sent. */
export function withSecret(body: string, secret: string | null): string {
  return secret === null ? body : body.replaceAll(SECRET_PLACE, secret)
}
