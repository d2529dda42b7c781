import {
  copiesRemaining,
  copiesUnfulfilled,
  extraActivationsAvailable,
} from '@tallystick/entitlements/rules/figures.ts'
import type { ReactNode } from 'react'
import { Day } from '@tallystick/kit/format/When.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { hostTitle, type ActivationDraft } from './draft.ts'
import { CHANGE_WORDS, sharesOfItem } from './replacing.ts'
import { copiesOfItem, overdraftOfItem, totalsOf } from './totals.ts'
import { firstItem, type ActivationForm, type FormItem } from './form.ts'

/** What will happen, growing with every answer: copies used, what remains, files made. */
export function Summary({ form, draft }: { readonly form: ActivationForm; readonly draft: ActivationDraft }) {
  const totals = totalsOf(draft, form)
  return (
    <>
      <h2>What will happen</h2>
      <p>
        <span className="w-big t-figure">{numberText(totals.files)}</span>{' '}
        {totals.files === 1 ? 'license file' : 'license files'}
        <br />
        <span className="w-big t-figure">{numberText(totals.copies)}</span>{' '}
        {totals.copies === 1 ? 'copy used' : 'copies used'}
      </p>
      <hr />
      {form.items.map((item) => (
        <ItemSummary key={item.id} item={item} draft={draft} isOnly={form.items.length === 1} />
      ))}
      {draft.hosts.length > 0 && (
        <>
          <hr />
          <dl>
            <Line label="Hosts">{hostsText(draft, form)}</Line>
          </dl>
        </>
      )}
      {(draft.startDate || draft.shipToEmail) && (
        <>
          <hr />
          <dl>
            {draft.startDate && (
              <Line label="Starts">
                <Day date={draft.startDate} />
              </Line>
            )}
            {draft.shipToEmail && <Line label="Mailed to">{draft.shipToEmail.split(',').join(', ')}</Line>}
          </dl>
        </>
      )}
    </>
  )
}

function ItemSummary({ item, draft, isOnly }: { item: FormItem; draft: ActivationDraft; isOnly: boolean }) {
  const used = copiesOfItem(draft, item)
  const left = item.changeKind === null ? copiesRemaining(item.counts) : mostOf(item)
  const replaced = item.changeKind === null ? 0 : sharesOfItem(draft, item).replaced
  const overdraft = overdraftOfItem(draft, item)
  return (
    <div style={{ marginBottom: isOnly ? 0 : 12 }}>
      <p style={{ fontWeight: 600, fontSize: 13 }}>{item.products}</p>
      <dl>
        <Line label="Can be activated">{numberText(left)}</Line>
        <Line label="Used here">{numberText(used)}</Line>
        {item.changeKind !== null && replaced > 0 && (
          <Line label={`Of them ${CHANGE_WORDS[item.changeKind].done}`}>{numberText(replaced)}</Line>
        )}
        <Line label="Remain">
          {used > left ? `${numberText(used - left)} too many` : numberText(left - used)}
        </Line>
        {overdraft > 0 && <Line label="Overdraft">{numberText(overdraft)}</Line>}
      </dl>
    </div>
  )
}

/** New copies, copies of earlier licenses, and extra activations together. */
function mostOf({ counts }: FormItem): number {
  return copiesUnfulfilled(counts) + extraActivationsAvailable(counts)
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function hostsText(draft: ActivationDraft, form: ActivationForm): string {
  if (!firstItem(form).asks.serverHost) {
    return countText(
      draft.hosts.reduce((sum, host) => sum + host.nodes.length, 0),
      'computer',
    )
  }
  const [only] = draft.hosts
  return draft.hosts.length === 1 && only ? hostTitle(only) : countText(draft.hosts.length, 'license server')
}
