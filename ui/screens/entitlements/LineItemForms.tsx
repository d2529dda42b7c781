import './entitlements.css'
import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import {
  addLineItem,
  getEntitlement,
  getLineItem,
  updateLineItem,
} from '@tallystick/entitlements/contracts.ts'
import { lineItemFieldsAlways } from '@tallystick/entitlements/rules/edits.ts'
import { isOpen } from '@tallystick/entitlements/rules/lifecycle.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ViewAsCall, actCall, type ActCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useDone, useLeaveGuard } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { MaintenanceChoice } from './draft-fields.ts'
import { draftOf, emptyDraft, wishOf, type LineItemDraft } from './line-item-draft.ts'
import { draftProblems } from './line-item-problems.ts'
import { LineItemEditor } from './LineItemEditor.tsx'
import { productsWords } from './LineItemPage.tsx'
import { OpenLineItemFields } from './OpenLineItemFields.tsx'
import { entitlementPath, orderedItemPath } from './paths.ts'
import type { Entitlement, LineItem } from './sold-words.ts'
import { focusWrong } from './use-new-entitlement.ts'

const LIST = { label: 'Entitlements', to: '/entitlements' }

/** Adds a line item to an entitlement that is there already. */
export function NewLineItemPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getEntitlement, { id })
  return (
    <Loaded query={query} parents={[LIST]}>
      {(entitlement) => <NewForm entitlement={entitlement} />}
    </Loaded>
  )
}

/** Edits a line item: all of it before it is deployed, what describes it afterwards. */
export function EditLineItemPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLineItem, { id })
  const entitlement = useOperation(
    getEntitlement,
    { id: query.data?.entitlement.id ?? '' },
    { enabled: query.data !== undefined },
  )
  return (
    <Loaded query={query} parents={[LIST]}>
      {(item) => (
        <Loaded query={entitlement} parents={[LIST]}>
          {(sold) =>
            isOpen(item.state) ? (
              <EditForm key={item.id} item={item} entitlement={sold} />
            ) : (
              <OpenLineItemFields
                key={item.id}
                item={item}
                choices={choicesOf(sold)}
                only={lineItemFieldsAlways}
              />
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}

/** Maintenance of the entitlement that may be linked. */
function choicesOf(entitlement: Entitlement): readonly MaintenanceChoice[] {
  return entitlement.lineItems
    .filter(({ kind, state }) => kind === 'maintenance' && state !== 'obsolete')
    .map(({ activationId, products }) => ({ value: activationId, label: `${products} · ${activationId}` }))
}

function NewForm({ entitlement }: { readonly entitlement: Entitlement }) {
  const navigate = useNavigate()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const form = useDraft(() => emptyDraft('new', today))
  const isDeployed = entitlement.state === 'deployed'
  const [deploysToo, setDeploysToo] = useState(isDeployed)
  const to = entitlementPath(entitlement.id)
  const add = useCommand(addLineItem, {
    says: (made) => `${made.products.map(({ name }) => name).join(', ')} added.`,
  })
  useDone(add.data, () => void navigate({ to }))
  const inputOf = (wish: ReturnType<typeof wishOf>) => ({
    ...wish,
    entitlement: entitlement.id,
    ...(isDeployed && deploysToo ? { autoDeploy: true } : {}),
  })
  useLeaveGuard(form.isChanged && !add.isSuccess)
  return (
    <LineItemForm
      title="New line item"
      act="Add line item"
      entitlement={entitlement}
      form={form}
      command={add}
      callOf={(wish) => actCall(addLineItem, inputOf(wish))}
      onSubmit={(wish) => add.mutate(inputOf(wish))}
      above={
        <SegmentedControl
          aria-label="Kind of line item"
          className="e-switch"
          value={form.draft.kind}
          onChange={(kind) => form.set({ ...emptyDraft('new', today), kind: kind as LineItemDraft['kind'] })}
          data={[
            { value: 'licensed', label: 'Licensed' },
            { value: 'maintenance', label: 'Maintenance' },
          ]}
        />
      }
      below={
        isDeployed && (
          <Checkbox
            label="Deploy it at once"
            description="The entitlement is deployed; otherwise the line item waits as a draft."
            checked={deploysToo}
            onChange={(event) => setDeploysToo(event.currentTarget.checked)}
          />
        )
      }
      onCancel={() => void navigate({ to })}
    />
  )
}

function EditForm({ item, entitlement }: { readonly item: LineItem; readonly entitlement: Entitlement }) {
  const navigate = useNavigate()
  const form = useDraft(() => draftOf(item))
  const [seen] = useState(item.rowVersion)
  const to = orderedItemPath(item.id)
  const save = useCommand(updateLineItem, { says: 'Line item saved.' })
  useDone(save.data, () => void navigate({ to }))
  useLeaveGuard(form.isChanged && !save.isSuccess)
  return (
    <LineItemForm
      title={`Edit ${productsWords(item)}`}
      act="Save changes"
      entitlement={entitlement}
      form={form}
      command={save}
      callOf={(wish) => actCall(updateLineItem, { ...wish, id: item.id, rowVersion: seen })}
      onSubmit={(wish) => save.mutate({ ...wish, id: item.id, rowVersion: seen })}
      onCancel={() => void navigate({ to })}
    />
  )
}

/** One draft with its check. */
function useDraft(start: () => LineItemDraft) {
  const [first] = useState(start)
  const [draft, set] = useState(first)
  const [isChecked, setChecked] = useState(false)
  const problems = draftProblems(draft)
  // What the license model fills in by itself is no change of the reader.
  const isChanged = JSON.stringify({ ...draft, known: null }) !== JSON.stringify({ ...first, known: null })
  return {
    draft,
    set,
    problems: isChecked ? problems : {},
    check: () => {
      setChecked(true)
      return Object.keys(problems).length === 0
    },
    isChanged,
  }
}

interface FormProps {
  readonly title: string
  readonly act: string
  readonly entitlement: Entitlement
  readonly form: ReturnType<typeof useDraft>
  readonly command: Pick<ReturnType<typeof useCommand<typeof addLineItem>>, 'error' | 'isPending'>
  /** The act as a call of the API. */
  readonly callOf: (wish: ReturnType<typeof wishOf>) => ActCall
  readonly onSubmit: (wish: ReturnType<typeof wishOf>) => void
  readonly onCancel: () => void
  readonly above?: ReactNode
  readonly below?: ReactNode
}

function LineItemForm({
  title,
  act,
  entitlement,
  form,
  command,
  callOf,
  onSubmit,
  onCancel,
  above,
  below,
}: FormProps) {
  const element = useRef<HTMLFormElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.check()) onSubmit(wishOf(form.draft))
    else focusWrong(element.current)
  }
  const to = entitlementPath(entitlement.id)
  return (
    <FormPage title={title} parents={[LIST, { label: entitlement.entitlementId, to }]}>
      <form className="t-form e-form" ref={element} onSubmit={submit} noValidate aria-label={title}>
        {above}
        <LineItemEditor
          draft={form.draft}
          onChange={form.set}
          problems={form.problems}
          path="lineItem"
          isTest={entitlement.state === 'test'}
          maintenance={choicesOf(entitlement)}
        />
        {below}
        <RefusalNotice problem={command.error} />
        <div className="t-form-acts">
          <Button type="submit" size="sm" loading={command.isPending}>
            {act}
          </Button>
          <Button variant="default" size="sm" onClick={onCancel}>
            Cancel
          </Button>
        </div>
        <ViewAsCall call={callOf(wishOf(form.draft))} />
      </form>
    </FormPage>
  )
}
