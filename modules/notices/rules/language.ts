import { MAIL_LANGUAGES, type MailLanguage } from '../model.ts'

/** The mail language for a language tag such as `de-AT`; English when there is none for it. */
export function mailLanguageOf(tag: string | null | undefined): MailLanguage {
  const base = (tag ?? '').toLowerCase().split(/[-_]/)[0]
  return MAIL_LANGUAGES.find((language) => language === base) ?? 'en'
}

/** An instant as a reader of the mail would say it, with the time zone's name. */
export function readableInstant(at: Temporal.Instant, language: MailLanguage, timeZone: string): string {
  const locale = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR' }[language]
  const zone = isTimeZone(at, timeZone) ? timeZone : 'UTC'
  return at.toLocaleString(locale, {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}

function isTimeZone(at: Temporal.Instant, name: string): boolean {
  try {
    at.toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
