import type { MailLanguage, MailTemplate } from '../model.ts'
import type { MailWords } from './template.ts'
import { englishWords } from './words-en.ts'
import { frenchWords } from './words-fr.ts'
import { germanWords } from './words-de.ts'

const WORDS = { en: englishWords, de: germanWords, fr: frenchWords } as const

/** The words of a mail in a language. */
export function wordsOf(template: MailTemplate, language: MailLanguage): MailWords {
  return WORDS[language][template]
}

/** The places that a mail's words may use; the composer gives a value for each. */
export const MAIL_PLACES: Readonly<Record<MailTemplate, readonly string[]>> = {
  welcome: ['producer', 'name', 'userName', 'link', 'until', 'portal'],
  'welcome-password': ['producer', 'name', 'userName', 'password', 'until', 'portal'],
  'password-link': ['producer', 'name', 'userName', 'link', 'until', 'portal'],
  'temporary-password': ['producer', 'name', 'userName', 'password', 'until', 'portal'],
  'user-locked': ['producer', 'name', 'userName', 'portal'],
  'user-reactivated': ['producer', 'name', 'userName', 'portal'],
  'shared-user-reactivated': ['producer', 'name', 'userName', 'sharedName', 'portal'],
  'license-activated': ['producer', 'products', 'licenses', 'files', 'portal', 'message'],
  'license-emailed': ['producer', 'products', 'licenses', 'files', 'portal', 'message'],
  'license-replaced': ['producer', 'products', 'licenses', 'files', 'portal', 'message'],
  'license-beside': ['producer', 'products', 'licenses', 'files', 'portal', 'message'],
  'license-refused': ['producer', 'products', 'reason', 'licenses', 'portal'],
  'license-good-again': ['producer', 'products', 'reason', 'licenses', 'portal'],
  'host-released': ['producer', 'name', 'host', 'by', 'reason', 'licenses', 'portal'],
  'line-item-emailed': ['producer', 'message', 'product', 'activationId', 'entitlementId', 'facts', 'portal'],
  'copies-split': ['producer', 'products', 'copies', 'from', 'to', 'portal'],
  'copies-transferred': ['producer', 'products', 'copies', 'from', 'to', 'portal'],
  'transfer-requested': ['producer', 'products', 'copies', 'from', 'to', 'portal'],
  'transfer-approved': ['producer', 'products', 'copies', 'from', 'to', 'reason', 'portal'],
  'transfer-rejected': ['producer', 'products', 'copies', 'from', 'to', 'reason', 'portal'],
  'renewal-requested': ['producer', 'name', 'email', 'lineItems'],
  'renewal-requested-copy': ['producer', 'name', 'email', 'lineItems'],
  'renewal-reminder': [
    'producer',
    'name',
    'lookAhead',
    'expiring',
    'expiredCount',
    'expired',
    'file',
    'page',
    'profile',
  ],
}
