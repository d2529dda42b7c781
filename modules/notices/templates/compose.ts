import { escapeHtml, fillHtml, fillLine, fillPlain, placesOf, type PlaceValues } from '../rules/fill.ts'
import type { MailLanguage, MailTemplate } from '../model.ts'
import type { MailLink } from './template.ts'
import { wordsOf } from './words.ts'

/** Subject and both bodies of a mail. */
export interface ComposedMail {
  readonly subject: string
  readonly bodyText: string
  readonly bodyHtml: string
}

/** Longest subject line, in characters; what is over is cut at an ellipsis. */
const SUBJECT_MAX = 180

/** Writes a mail in its language. Throws InvariantError when a place has no value. */
export function composeMail(
  template: MailTemplate,
  language: MailLanguage,
  values: PlaceValues,
): ComposedMail {
  const words = wordsOf(template, language)
  const paragraphs = words.paragraphs.filter((paragraph) => !isEmptyNow(paragraph, values))
  const subject = fillLine(words.subject, values)
  return {
    subject: subject.length > SUBJECT_MAX ? `${subject.slice(0, SUBJECT_MAX - 1)}…` : subject,
    bodyText: `${paragraphs.map((one) => textOf(one, values)).join('\n\n')}\n`,
    bodyHtml: page(language, subject, paragraphs.map((one) => htmlOf(one, values)).join('\n')),
  }
}

/** Whether a paragraph has places, and none of them anything to say. */
function isEmptyNow(paragraph: string | MailLink, values: PlaceValues): boolean {
  if (typeof paragraph !== 'string') return false
  const places = placesOf(paragraph)
  return places.length > 0 && places.every((name) => values[name]?.length === 0)
}

function textOf(paragraph: string | MailLink, values: PlaceValues): string {
  if (typeof paragraph === 'string') return fillPlain(paragraph, values)
  return fillPlain(`${paragraph.label}: ${paragraph.link}`, values)
}

function htmlOf(paragraph: string | MailLink, values: PlaceValues): string {
  if (typeof paragraph !== 'string') {
    return `<p><a href="${fillHtml(paragraph.link, values)}">${fillHtml(paragraph.label, values)}</a></p>`
  }
  const filled = fillHtml(paragraph, values)
  return filled.startsWith('<ul>') ? filled : `<p>${filled}</p>`
}

/** No script, no picture, nothing from elsewhere: readers show it as it is. */
function page(language: MailLanguage, subject: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40rem; margin: 1.5rem auto; padding: 0 1rem">
${body}
</body>
</html>
`
}
