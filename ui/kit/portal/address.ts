/** Values of an address's query: one text, or all texts of a repeated key. */
export type QueryValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads a query text as it is, without guessing numbers or JSON. */
export function parseQuery(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const before = values[key]
    if (before === undefined) values[key] = value
    else values[key] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return values
}

/** Writes a query text, in the order of the values; absent and empty ones are left out. */
export function printQuery(values: QueryValues): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    for (const one of typeof value === 'object' ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(key, String(one))
    }
  }
  // These signs are safe in a query, and conditions stay readable with them.
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%2F', '/')
  return text === '' ? '' : `?${text}`
}

/** The values of a key as a list, however often it stood in the address. */
export function allOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** The one value of a key; the last wins, like in most programs. */
export function oneOf(value: string | readonly string[] | undefined): string | undefined {
  return allOf(value).at(-1)
}
