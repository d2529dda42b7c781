/** Languages that mails are written in. Any other asked for becomes English. */
export const MAIL_LANGUAGES = ['en', 'de', 'fr'] as const

/** A language that mails are written in. */
export type MailLanguage = (typeof MAIL_LANGUAGES)[number]

/** Names of the mails that there are. */
export const MAIL_TEMPLATES = {
  welcome: 'Welcome',
  'welcome-password': 'Welcome with temporary password',
  'password-link': 'Password link',
  'temporary-password': 'Temporary password',
  'user-locked': 'User locked after wrong passwords',
  'user-reactivated': 'User reactivated',
  'shared-user-reactivated': 'Shared user reactivated, for administrators',
  'license-activated': 'Licenses of an activation',
  'license-emailed': 'Licenses sent on request',
  'license-replaced': 'Licenses in the place of others',
  'license-beside': 'Emergency and stop-gap licenses',
  'license-refused': 'Licenses on hold that were refused',
  'license-good-again': 'Change of a license that was refused',
  'host-released': 'Host released, for administrators',
  'line-item-emailed': 'Line item sent on request',
  'copies-split': 'Line item was split',
  'copies-transferred': 'Line items were transferred',
  'transfer-requested': 'Transfer waits for approval',
  'transfer-approved': 'Transfer approved',
  'transfer-rejected': 'Transfer rejected',
  'renewal-requested': 'Request to renew, for the producer',
  'renewal-requested-copy': 'Request to renew, copy for who asked',
  'renewal-reminder': 'Reminder of what expires',
} as const

/** Name of a mail. */
export type MailTemplate = keyof typeof MAIL_TEMPLATES

/** States of a mail, with the words that pages show. `kept`: there is no mail server, so it is only shown. */
export const MAIL_STATES = { waiting: 'Waiting', sent: 'Sent', kept: 'Kept', failed: 'Failed' } as const

/** State of a mail: `waiting` until it is `sent`, `kept` or, after the last try, `failed`. */
export type MailState = keyof typeof MAIL_STATES

/** A file of a mail. */
export interface MailAttachment {
  readonly fileName: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A mail as it is composed, before it has a row. */
export interface MailDraft {
  /** What it is the answer to: the same cause never mails twice. Event key and template. */
  readonly cause: string
  readonly template: MailTemplate
  readonly language: MailLanguage
  readonly to: readonly string[]
  readonly subject: string
  readonly bodyText: string
  readonly bodyHtml: string
  /** What stands at the `SECRET_PLACE` of the bodies; null when the mail holds no secret. */
  readonly secret: string | null
  readonly attachments: readonly MailAttachment[]
}
