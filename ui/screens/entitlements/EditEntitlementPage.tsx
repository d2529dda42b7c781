import './entitlements.css'
import { Button, TextInput } from '@mantine/core'
import { getEntitlement, updateEntitlement } from '@tallystick/entitlements/contracts.ts'
import { isOpen } from '@tallystick/entitlements/rules/lifecycle.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useDone, useLeaveGuard } from '@tallystick/kit/form/ContractForm.tsx'
import { problemsOf, type FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { CustomFields } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState, type FormEvent } from 'react'
import { headerFields, headerOf } from './header-draft.ts'
import { DeliveryFields, PartiesFields } from './HeaderFields.tsx'
import { entitlementPath } from './paths.ts'
import type { Entitlement } from './sold-words.ts'
import { focusWrong } from './use-new-entitlement.ts'

const LIST = { label: 'Entitlements', to: '/entitlements' }

/** Edits what an entitlement says of itself, as far as its state allows. */
export function EditEntitlementPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getEntitlement, { id })
  return (
    <Loaded query={query} parents={[LIST]}>
      {(entitlement) => <EditForm key={entitlement.id} entitlement={entitlement} />}
    </Loaded>
  )
}

function EditForm({ entitlement }: { readonly entitlement: Entitlement }) {
  const navigate = useNavigate()
  const [first] = useState(() => headerOf(entitlement))
  const [seen] = useState(entitlement.rowVersion)
  const [header, setHeader] = useState(first)
  const [problems, setProblems] = useState<FieldProblems>({})
  const form = useRef<HTMLFormElement>(null)
  const to = entitlementPath(entitlement.id)
  const save = useCommand(updateEntitlement, { says: (saved) => `${saved.entitlementId} saved.` })
  useDone(save.data, () => void navigate({ to }))
  useLeaveGuard(header !== first && !save.isSuccess)
  const isFixed = !isOpen(entitlement.state)
  const code = isFixed ? {} : { entitlementId: header.entitlementId }
  const input = { id: entitlement.id, rowVersion: seen, ...code, ...headerFields(header) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = problemsOf(updateEntitlement.input, input)
    setProblems(found)
    if (Object.keys(found).length === 0) save.mutate(input)
    else focusWrong(form.current)
  }
  return (
    <FormPage
      title={`Edit ${entitlement.entitlementId}`}
      parents={[LIST, { label: entitlement.entitlementId, to }]}
    >
      <form className="t-form e-form" ref={form} onSubmit={submit} noValidate aria-label="Edit entitlement">
        {!isFixed && (
          <TextInput
            label="Entitlement ID"
            value={header.entitlementId}
            error={problems['entitlementId']}
            onChange={(event) => setHeader({ ...header, entitlementId: event.currentTarget.value })}
          />
        )}
        <PartiesFields draft={header} onChange={setHeader} problems={problems} isFixed={isFixed} />
        <DeliveryFields draft={header} onChange={setHeader} problems={problems} />
        <CustomFields
          kind="entitlement"
          values={header.customAttributes}
          onChange={(customAttributes) => setHeader({ ...header, customAttributes })}
          path="customAttributes"
          isNew={false}
        />
        <RefusalNotice problem={save.error} />
        <div className="t-form-acts">
          <Button type="submit" size="sm" loading={save.isPending}>
            Save changes
          </Button>
          <Button variant="default" size="sm" onClick={() => void navigate({ to })}>
            Cancel
          </Button>
        </div>
        <ViewAsCall call={actCall(updateEntitlement, input)} />
      </form>
    </FormPage>
  )
}
