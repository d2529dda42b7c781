import type { ApiProblem, InputOf } from '@tallystick/api/client.ts'
import { createEntitlement } from '@tallystick/entitlements/contracts.ts'
import { problemsOf, type FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { useCallback, useRef, useState } from 'react'
import { emptyHeader, headerFields, type HeaderDraft } from './header-draft.ts'
import { emptyDraft, wishOf, type LineItemDraft } from './line-item-draft.ts'
import { draftProblems } from './line-item-problems.ts'
import { newKey } from './LineItemDrafts.tsx'

/** What becomes of the entitlement as soon as it is saved. */
export type AfterSaving = 'draft' | 'deploy' | 'test'

const NOTHING: FieldProblems = {}

/** Everything that is filled in for a new entitlement, and what is wrong with it. */
export function useNewEntitlement(kind: HeaderDraft['kind']) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const [first] = useState<HeaderDraft>(() => ({ ...emptyHeader, kind }))
  const [header, setHeader] = useState(first)
  const [drafts, setDrafts] = useState<readonly LineItemDraft[]>(() => [emptyDraft(newKey(), today)])
  const [open, setOpen] = useState<string | null>(drafts[0]?.key ?? null)
  const [after, setAfter] = useState<AfterSaving>('draft')
  const [headerProblems, setHeaderProblems] = useState<FieldProblems>({})
  /** Line items that were there when the form was sent; their problems are shown from then on. */
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const element = useRef<HTMLFormElement>(null)
  const isTouched = header !== first || drafts.length !== 1 || drafts.some((one) => one.products[0]?.product)

  const inputNow = (): InputOf<typeof createEntitlement> => ({
    ...headerFields(header),
    ...(header.entitlementId === '' ? {} : { entitlementId: header.entitlementId }),
    kind: header.kind,
    ...(header.kind === 'bulk' && header.bulkChangeKind && { bulkChangeKind: header.bulkChangeKind }),
    ...(after === 'test' ? { isTest: true } : {}),
    ...(after === 'deploy' ? { autoDeploy: true } : {}),
    lineItems: drafts.map((draft) => wishOf(draft, (key) => placeOf(drafts, key))),
  })
  const check = (): InputOf<typeof createEntitlement> | null => {
    setChecked(new Set(drafts.map(({ key }) => key)))
    const input = inputNow()
    const own = Object.entries(problemsOf(createEntitlement.input, input)).filter(
      ([path]) => !path.startsWith('lineItems'),
    )
    setHeaderProblems(Object.fromEntries(own))
    const wrong = drafts.find((draft) => Object.keys(draftProblems(draft)).length > 0)
    if (wrong) setOpen(wrong.key)
    if (wrong || own.length > 0) focusWrong(element.current)
    return wrong || own.length > 0 ? null : input
  }

  return {
    today,
    header,
    setHeader,
    drafts,
    setDrafts: useCallback(
      (change: (before: readonly LineItemDraft[]) => readonly LineItemDraft[]) => setDrafts(change),
      [],
    ),
    open,
    setOpen,
    after,
    setAfter,
    headerProblems,
    problemsOf: (draft: LineItemDraft) => (checked.has(draft.key) ? draftProblems(draft) : NOTHING),
    check,
    /** What would be sent now, right or wrong. */
    input: inputNow,
    element,
    isChanged: Boolean(isTouched),
    /** Opens the line item that a refusal is about. */
    openRefused: (problem: ApiProblem) => {
      const field = problem.data['field']
      const at = typeof field === 'string' ? Number(/^lineItems\.(\d+)/.exec(field)?.[1] ?? -1) : -1
      const draft = drafts[at]
      if (draft) setOpen(draft.key)
    },
  }
}

/** `#2` for the second line item of the page; anything else is an activation ID. */
function placeOf(drafts: readonly LineItemDraft[], key: string): string {
  const at = drafts.findIndex((one) => one.key === key)
  return at < 0 ? key : `#${at + 1}`
}

/** Moves the focus to the first field that is wrong, once it is drawn. */
export function focusWrong(form: HTMLFormElement | null): void {
  setTimeout(
    () => form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error="true"] input')?.focus(),
    60,
  )
}
