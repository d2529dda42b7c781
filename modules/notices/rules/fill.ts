import { InvariantError } from '@tallystick/kernel/errors/problems.ts'

/** Values for the places of a text. A list becomes one item per line. */
export type PlaceValues = Readonly<Record<string, string | readonly string[]>>

const PLACE = /\{\{\s*([a-z][A-Za-z]*)\s*\}\}/g

/** Names of the places of a text, in order, each once. */
export function placesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[1] as string))]
}

/**
 * Fills the `{{ place }}`s of a text as plain text; lists become lines that begin with a hyphen.
 *
 * Values are not looked at again: a value that reads `{{ place }}` stays as it is. Throws InvariantError for a
 * place without a value, which is a mistake in the template.
 */
export function fillPlain(text: string, values: PlaceValues): string {
  return fill(text, values, (value) => {
    return typeof value === 'string' ? plain(value) : value.map((one) => `- ${plain(one)}`).join('\n')
  })
}

/** The same for one header line: no line break and no control character can get in. */
export function fillLine(text: string, values: PlaceValues): string {
  const filled = fill(text, values, (value) => (typeof value === 'string' ? value : value.join(', ')))
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed.
  return filled.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}

/** The same as HTML: every value is escaped, line breaks stay visible, lists become `<ul>`. */
export function fillHtml(text: string, values: PlaceValues): string {
  return fill(text, values, (value) => {
    if (typeof value === 'string') return escapeHtml(plain(value)).replaceAll('\n', '<br>')
    return `<ul>${value.map((one) => `<li>${escapeHtml(plain(one))}</li>`).join('')}</ul>`
  })
}

/** A text as it must stand in HTML, in content as in attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}

function fill(
  text: string,
  values: PlaceValues,
  show: (value: string | readonly string[]) => string,
): string {
  return text.replace(PLACE, (_place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) throw new InvariantError(`The mail text has no value for {{ ${name} }}.`)
    return show(value)
  })
}

/** Line breaks as `\n`, and no other control character but the tab. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed.
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
}
