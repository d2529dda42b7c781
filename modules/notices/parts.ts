import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'

/** Why somebody gets help with a password. */
export type HelpPurpose = 'welcome' | 'reset-password'

/**
 * What lets a person in once: a link's token, or a temporary password where the producer prefers that. Made in
 * the reaction, so that it never stands in an event.
 */
export interface PasswordHelp {
  readonly kind: 'link' | 'password'
  readonly secret: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  readonly locale: string
  readonly timeZone: string
  readonly portal: 'producer' | 'end-user'
  readonly expiresAt: string
}

/** A license as its mail needs it. */
export interface MailedLicense {
  readonly fulfillmentCode: string
  readonly productsLabel: string
  readonly licenseText: string
  /** Files that are attached instead of the text; empty or missing for certificates. */
  readonly files?: readonly { readonly name: string; readonly base64: string }[]
}

/** Somebody to write to. */
export interface MailReader {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly locale: string
}

/** What the app gives the reactions from rooms that notices cannot call. */
export interface NoticeParts {
  /** Address under which people reach the portals, without a slash at the end. */
  readonly publicUrl: string
  /** Makes a link or a temporary password. Null for a user who may not sign in: then no mail is written. */
  readonly passwordHelp: (
    ctx: QueryContext,
    userId: string,
    purpose: HelpPurpose,
  ) => Promise<PasswordHelp | null>
  /** Texts of licenses that have one, in the order of the keys. */
  readonly licenseTexts: (
    ctx: QueryContext,
    fulfillmentIds: readonly string[],
    /** Consolidated licenses; what stands in them is left out. */
    consolidatedIds: readonly string[],
  ) => Promise<readonly MailedLicense[]>
  /** People who manage a user: those of the user's accounts, else those of the producer. */
  readonly administratorsOf: (ctx: QueryContext, userId: string) => Promise<readonly MailReader[]>
  /** People who manage an account, else those of the producer. */
  readonly administratorsOfAccount: (ctx: QueryContext, accountId: string) => Promise<readonly MailReader[]>
}
