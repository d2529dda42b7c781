import type { Capture, CapturedStatement } from './capture.ts'

/** A piece of a captured value that differs in every run, and the SQL text expression that stands for it. */
export interface Place {
  readonly value: string
  readonly expression: string
}

/**
 * Turns captured statements into a pgbench script that says the same, with new rows in every run.
 *
 * Places (keys, codes, host IDs) become expressions; everything else stays the constant that it was, which
 * spares pgbench the work of sending it. Several commands of one round trip stay one round trip, as a pipeline.
 */
export function scriptOf(capture: Capture, settings: readonly string[], places: readonly Place[]): string {
  const statements = capture.roundTrips.flatMap((together) => {
    const commands = together.flatMap((statement) => commandsOf(statement, places))
    return commands.length === 1 ? commands : ['\\startpipeline', ...commands, '\\endpipeline']
  })
  return [...settings, ...statements, ''].join('\n')
}

function commandsOf({ text, values, types }: CapturedStatement, places: readonly Place[]): string[] {
  if (values.length === 0 && text.includes(';')) return text.split(';').map((part) => `${part.trim()};`)
  const filled = text.replace(/\$(\d+)/g, (_sign, digits: string) => {
    const at = Number(digits) - 1
    return `(${expressionOf(values[at], places)})::${types[at] ?? 'text'}`
  })
  return [`${filled};`]
}

function expressionOf(value: unknown, places: readonly Place[]): string {
  if (value === null || value === undefined) return 'NULL'
  let parts: readonly (string | Place)[] = [wireText(value)]
  for (const place of places) {
    parts = parts.flatMap((part) => (typeof part === 'string' ? split(part, place) : [part]))
  }
  const words = parts.flatMap((part) => {
    if (typeof part === 'string') return part === '' ? [] : [literal(part)]
    return [part.expression]
  })
  return words.length === 0 ? "''" : words.join(' || ')
}

function split(text: string, place: Place): (string | Place)[] {
  return text.split(place.value).flatMap((part, at) => (at === 0 ? [part] : [place, part]))
}

/** The text form in which the driver sends a value. */
function wireText(value: unknown): string {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value))
    return `{${value.map((one) => (one === null ? 'NULL' : quoted(String(one)))).join(',')}}`
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value as string | number | boolean)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Colons are written as escapes: pgbench would take what follows for a variable. */
function literal(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/'/g, "''").replace(/\n/g, '\\n').replace(/\r/g, '\\r')
  return `E'${escaped.replaceAll(':', '\\x3A')}'`
}
