/** Text of elsewhere may hold anything; a terminal shall not obey it. */
export function safeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?')
}

/** Rows as a table with a heading, cut to the width of the terminal. Numbers stand to the right. */
export function tableText(
  columns: readonly { readonly key: string; readonly label: string }[],
  rows: readonly Readonly<Record<string, unknown>>[],
  width: number,
): string {
  const cells = rows.map((row) => columns.map(({ key }) => cellText(row[key])))
  const heads = columns.map(({ label }) => label)
  const widths = heads.map((head, at) => {
    return Math.min(CELL_MAX, Math.max(head.length, ...cells.map((row) => (row[at] as string).length)))
  })
  const isNumber = columns.map(({ key }) => rows.some((row) => typeof row[key] === 'number'))
  const line = (row: readonly string[]) => {
    const padded = row.map((text, at) => {
      const room = widths[at] as number
      const short = text.length > room ? `${text.slice(0, room - 1)}…` : text
      return isNumber[at] ? short.padStart(room) : short.padEnd(room)
    })
    return padded.join('  ').trimEnd().slice(0, Math.max(20, width))
  }
  return `${[line(heads), line(widths.map((room) => '-'.repeat(room))), ...cells.map(line)].join('\n')}\n`
}

/** Widest cell of a table, in characters. */
const CELL_MAX = 48

/** A value in one line. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map(cellText).join(', ')
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return safeText(typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/\s+/g, ' ')
}

/** An answer as indented `name: value` lines. Texts of several lines keep them. */
export function recordText(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((one) => `${indent}-\n${recordText(one, `${indent}  `)}`).join('')
  if (typeof value !== 'object' || value === null) return `${indent}${longText(value, indent)}\n`
  return Object.entries(value)
    .map(([name, one]) =>
      isSimple(one) ? `${indent}${name}: ${longText(one, indent)}\n` : nested(name, one, indent),
    )
    .join('')
}

function nested(name: string, value: unknown, indent: string): string {
  return `${indent}${name}:\n${recordText(value, `${indent}  `)}`
}

function isSimple(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object' || one === null)
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

function longText(value: unknown, indent: string): string {
  if (typeof value !== 'string' || !value.includes('\n')) return cellText(value)
  return `\n${safeText(value.replaceAll('\r\n', '\n')).replace(/^/gm, `${indent}  | `)}`
}
