import type { InputOf } from '@tallystick/api/client.ts'
import type { splitLineItem } from '@tallystick/entitlements/operations/split-line-item.contract.ts'

/** A new account as it is being typed. */
export interface NewAccountDraft {
  readonly name: string
  readonly code: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly customAttributes: Readonly<Record<string, unknown>>
}

/** Nothing typed yet. */
export const NO_ACCOUNT: NewAccountDraft = {
  name: '',
  code: '',
  firstName: '',
  lastName: '',
  email: '',
  customAttributes: {},
}

/** Why the draft is not complete, in words; null when it is. A contact is given whole or not at all. */
export function missingOfAccount(draft: NewAccountDraft): string | null {
  if (draft.name.trim() === '') return 'Give the name of the new account.'
  const person = personOf(draft)
  const given = person.filter((one) => one !== '').length
  if (given > 0 && given < person.length) {
    return 'Give first name, last name and email of the contact, or leave all three empty.'
  }
  return given === 0 || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())
    ? null
    : 'The email of the contact is no address.'
}

/** The draft as the server takes it. */
export function newAccountInput(
  draft: NewAccountDraft,
): NonNullable<InputOf<typeof splitLineItem>['newAccount']> {
  const [firstName, lastName, email] = personOf(draft)
  const code = draft.code.trim()
  return {
    name: draft.name.trim(),
    ...(code !== '' && { code }),
    ...(Object.keys(draft.customAttributes).length > 0 && {
      customAttributes: draft.customAttributes as Record<string, string>,
    }),
    ...(firstName !== '' && { contact: { firstName, lastName, email } }),
  }
}

/** What is about to be added, in a sentence. */
export function newAccountWords(draft: NewAccountDraft, tier: string, isDone: boolean): string {
  const kind = tier === 'end-customer' ? 'customer' : 'partner'
  const id = draft.code.trim() === '' ? 'with an ID that is made for it' : `with the ID ${draft.code.trim()}`
  const [firstName, lastName] = personOf(draft)
  const contact = firstName === '' ? '' : `, with ${firstName} ${lastName} as contact`
  return `The ${kind} account ${draft.name.trim()} ${isDone ? 'has been' : 'will be'} added ${id}${contact}, related to the present owner.`
}

function personOf({ firstName, lastName, email }: NewAccountDraft): [string, string, string] {
  return [firstName.trim(), lastName.trim(), email.trim()]
}
