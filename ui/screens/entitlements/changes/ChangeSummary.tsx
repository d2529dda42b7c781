import { countText, dateText } from '@tallystick/kit/format/dates.ts'
import { copiesText, durationText } from '../sold-words.ts'
import type { ChangeDraft } from './draft.ts'
import { wordsOfChange } from './words.ts'

/** What will happen, in words, as far as it is filled in. */
export function ChangeSummary({ draft }: { readonly draft: ChangeDraft }) {
  const words = wordsOfChange(draft.kind)
  const isOne = draft.lineItems.length === 1
  return (
    <>
      <h2>What will happen</h2>
      <p>
        {whichWords(draft)} {isOne ? 'is' : 'are'} {words.past}: {isOne ? 'it' : 'each'} gets a new line item
        beside it{draft.kind === 'renewal' ? ' with the same products' : ''}.
      </p>
      <p>
        {draft.copiesOf === 'some' && draft.copies ? copiesText(draft.copies) : 'All copies'}
        {isOne ? '' : ' of each'}, {startWords(draft)}, {termWords(draft)}.
      </p>
      <p>
        Copies and licenses stay where they are until somebody activates the new line item or moves licenses
        to it.
      </p>
      {!draft.keepsParent && (
        <p>The replaced line {isOne ? 'item becomes' : 'items become'} obsolete, for good.</p>
      )}
      {!draft.deploys && <p>{isOne ? 'The new one waits as a draft.' : 'The new ones wait as drafts.'}</p>}
    </>
  )
}

function whichWords({ lineItems, accounts, products }: ChangeDraft): string {
  if (lineItems.length > 0) return countText(lineItems.length, 'line item')
  const parts = [
    accounts.length > 0 ? `of ${countText(accounts.length, 'account')}` : '',
    products.length > 0 ? `of ${countText(products.length, 'product')}` : '',
  ].filter(Boolean)
  return parts.length > 0 ? `The line items ${parts.join(' and ')}` : 'Line items'
}

function startWords({ start, startsOn }: ChangeDraft): string {
  if (start === 'parent-end') return 'from the day after the present end'
  return start === 'date' && startsOn ? `from ${dateText(startsOn)}` : 'from today'
}

function termWords({ term, expiresOn, duration, kind }: ChangeDraft): string {
  if (term === 'permanent') return 'for ever'
  if (term === 'date') return expiresOn ? `until ${dateText(expiresOn)}` : 'until a day'
  if (term === 'duration') return `for ${durationText({ amount: duration.amount ?? 1, unit: duration.unit })}`
  return kind === 'renewal' ? 'for as long again' : 'until the end of the replaced one'
}
