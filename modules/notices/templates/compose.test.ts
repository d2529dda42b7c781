import { describe, expect, test } from 'vitest'
import { MAIL_LANGUAGES, MAIL_TEMPLATES, type MailTemplate } from '../model.ts'
import { placesOf } from '../rules/fill.ts'
import { composeMail } from './compose.ts'
import { MAIL_PLACES } from '../testing/mail-places.ts'
import { wordsOf } from './words.ts'

const each = (Object.keys(MAIL_TEMPLATES) as MailTemplate[]).flatMap((template) =>
  MAIL_LANGUAGES.map((language) => ({ template, language })),
)

describe('mails', () => {
  test.each(each)(
    '[PRD-07] $template in $language uses only places that have a value, and all that matter',
    (one) => {
      const words = wordsOf(one.template, one.language)
      const texts = [
        words.subject,
        ...words.paragraphs.map((p) => (typeof p === 'string' ? p : `${p.link} ${p.label}`)),
      ]
      const used = texts.flatMap(placesOf)

      expect(MAIL_PLACES[one.template]).toEqual(expect.arrayContaining(used))
      expect(new Set(used)).toEqual(new Set(wordsPlaces(one.template)))
    },
  )

  test('[ACT-08] text and HTML say the same, and values are escaped in HTML only', () => {
    const mail = composeMail('license-emailed', 'en', {
      producer: 'Gearwright',
      products: 'Mill & Turn 5.0',
      licenses: ['Mill & Turn 5.0 (FID-1)'],
      files: 'LicenseFile.lic',
      portal: 'https://x.example/portal/',
      message: 'For plant <7>.\nRegards',
    })

    expect(mail.subject).toBe('Your license file for product Mill & Turn 5.0')
    expect(mail.bodyText).toContain(
      'For plant <7>.\nRegards\n\nYour license file for product Mill & Turn 5.0 is attached',
    )
    expect(mail.bodyText).toContain('- Mill & Turn 5.0 (FID-1)')
    expect(mail.bodyHtml).toContain('<p>For plant &#60;7&#62;.<br>Regards</p>')
    expect(mail.bodyHtml).toContain('<ul><li>Mill &#38; Turn 5.0 (FID-1)</li></ul>')
    expect(mail.bodyHtml).not.toMatch(/<script|<img|onerror/i)
  })

  test('[ACT-08] a paragraph with nothing to say is left out, and a long subject is cut', () => {
    const mail = composeMail('license-emailed', 'de', {
      producer: 'Gearwright',
      products: 'Fräsen '.repeat(60),
      licenses: [],
      files: 'LicenseFile.lic',
      portal: 'https://x.example/portal/',
      message: '',
    })

    expect(mail.bodyText).toMatch(/^Guten Tag,\n\nIhre Lizenzdatei/)
    expect(mail.subject).toHaveLength(180)
    expect(mail.subject.endsWith('…')).toBe(true)
  })
})

/** Places that the English words use: the other languages must say as much. */
function wordsPlaces(template: MailTemplate): readonly string[] {
  const words = wordsOf(template, 'en')
  return [
    words.subject,
    ...words.paragraphs.map((p) => (typeof p === 'string' ? p : `${p.link} ${p.label}`)),
  ].flatMap(placesOf)
}
