import { ActionIcon, Button } from '@mantine/core'
import { mdiContentCopy, mdiDeleteOutline, mdiPlus, mdiToolboxOutline } from '@mdi/js'
import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import type { MaintenanceChoice } from './draft-fields.ts'
import { emptyDraft, wishOf, type LineItemDraft } from './line-item-draft.ts'
import { LineItemEditor } from './LineItemEditor.tsx'
import { copiesText, termWords } from './sold-words.ts'

interface DraftsProps {
  readonly drafts: readonly LineItemDraft[]
  readonly onChange: (change: (before: readonly LineItemDraft[]) => readonly LineItemDraft[]) => void
  /** Key of the open one; the others are one line each. */
  readonly open: string | null
  readonly onOpen: (key: string | null) => void
  readonly problems: (draft: LineItemDraft) => FieldProblems
  readonly isTest: boolean
  readonly today: string
}

let made = 0
/** A key for a new draft. */
export function newKey(): string {
  made += 1
  return `draft:${made}`
}

/** Line items added one after another: one is open, the others are summed up in a line. */
export function LineItemDrafts(props: DraftsProps) {
  const { drafts, onChange, onOpen, today } = props
  const add = (draft: LineItemDraft) => {
    onChange((before) => [...before, draft])
    onOpen(draft.key)
  }
  const last = drafts.at(-1)
  const next = (kind: LineItemDraft['kind']) => ({
    ...emptyDraft(newKey(), last?.startsOn || today, kind),
    orderId: last?.orderId ?? '',
  })
  return (
    <fieldset className="t-fieldset e-drafts">
      <legend>Line items</legend>
      {drafts.length === 0 && (
        <p className="t-hint">What is sold: each line item is a product with copies and a term.</p>
      )}
      <ol>
        {drafts.map((draft, at) => (
          <Draft
            key={draft.key}
            {...props}
            draft={draft}
            at={at}
            onCopy={() => add({ ...draft, key: newKey(), activationId: '' })}
          />
        ))}
      </ol>
      <div className="e-radios">
        <Button
          variant="default"
          leftSection={<Icon path={mdiPlus} size={16} />}
          onClick={() => add(next('licensed'))}
        >
          Add line item
        </Button>
        <Button
          variant="default"
          leftSection={<Icon path={mdiToolboxOutline} size={16} />}
          onClick={() => add(next('maintenance'))}
        >
          Add maintenance
        </Button>
      </div>
    </fieldset>
  )
}

type DraftProps = DraftsProps & {
  readonly draft: LineItemDraft
  readonly at: number
  readonly onCopy: () => void
}

function Draft(props: DraftProps) {
  const { draft, drafts, at, open, onOpen, onChange, problems, isTest } = props
  const isOpen = open === draft.key
  const found = problems(draft)
  const wrong = Object.keys(found).length
  const name = `line item ${at + 1}`
  return (
    <li className="e-draft" data-open={isOpen || undefined} data-path={`lineItems.${at}`}>
      <div className="e-draft-head">
        <button
          type="button"
          className="e-draft-name"
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? null : draft.key)}
        >
          <span className="e-place">{at + 1}</span>
          <span>
            <strong>
              {goodsWords(draft) || (draft.kind === 'maintenance' ? 'New maintenance' : 'New line item')}
            </strong>
            <span className="t-muted"> {summary(draft)}</span>
            {wrong > 0 && !isOpen && <span className="t-field-problem"> · {Object.values(found)[0]}</span>}
          </span>
        </button>
        <ActionIcon aria-label={`Copy ${name}`} onClick={props.onCopy}>
          <Icon path={mdiContentCopy} size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={`Remove ${name}`}
          onClick={() => onChange((before) => before.filter(({ key }) => key !== draft.key))}
        >
          <Icon path={mdiDeleteOutline} size={16} />
        </ActionIcon>
      </div>
      {isOpen && (
        <LineItemEditor
          draft={draft}
          onChange={(next) => onChange((before) => before.map((one) => (one.key === next.key ? next : one)))}
          problems={found}
          path={`lineItems.${at}`}
          isTest={isTest}
          maintenance={maintenanceOf(drafts)}
        />
      )}
    </li>
  )
}

function goodsWords(draft: LineItemDraft): string {
  if (draft.goods === 'part-number') return draft.partNumber ?? ''
  return draft.products
    .filter(({ label }) => label !== '')
    .map(({ label, quantity }) => ((quantity ?? 1) > 1 ? `${quantity} × ${label}` : label))
    .join(', ')
}

function summary(draft: LineItemDraft): string {
  const term = wishOf(draft).term
  const hasTerm = draft.termKind !== 'date' || draft.expiresOn !== ''
  return [
    draft.kind === 'maintenance' ? 'maintenance' : copiesText(draft.copies ?? 0),
    draft.known?.name,
    term && hasTerm ? termWords(term) : null,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The maintenance of the page that licensed line items may be linked with. */
function maintenanceOf(drafts: readonly LineItemDraft[]): readonly MaintenanceChoice[] {
  return drafts.flatMap((draft, at) =>
    draft.kind === 'maintenance' && goodsWords(draft) !== ''
      ? [{ value: draft.key, label: `${at + 1}: ${goodsWords(draft)}` }]
      : [],
  )
}
