import './entitlements.css'
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import { createEntitlement } from '@tallystick/entitlements/contracts.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useDone, useLeaveGuard } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { CustomFields } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { entitlementPath } from './paths.ts'
import { DeliveryFields, PartiesFields } from './HeaderFields.tsx'
import { LineItemDrafts } from './LineItemDrafts.tsx'
import { copiesText } from './sold-words.ts'
import { useNewEntitlement, type AfterSaving } from './use-new-entitlement.ts'
import { VerifiedEntitlement } from './VerifiedEntitlement.tsx'

const PARENTS = [{ label: 'Entitlements', to: '/entitlements' }]

/** A new entitlement with its line items, in one page; it can be verified before it is made. PRD-02. */
export function NewEntitlementPage() {
  const navigate = useNavigate()
  const { kind } = useSearch({ strict: false }) as { readonly kind?: unknown }
  const { element, ...form } = useNewEntitlement(kind === 'bulk' ? 'bulk' : 'regular')
  const create = useCommand(createEntitlement, {
    says: (made) => `${made.entitlementId} is ${made.state === 'deployed' ? 'deployed' : 'created'}.`,
  })
  useDone(create.data, (made) => void navigate({ to: entitlementPath(made.id) }))
  const verify = useCommand(createEntitlement, { verify: true })
  useLeaveGuard(form.isChanged && !create.isSuccess)
  const run = (command: typeof create) => {
    create.reset()
    verify.reset()
    const input = form.check()
    if (input) command.mutate(input, { onError: form.openRefused })
  }
  const problem = create.error ?? verify.error
  return (
    <FormPage title="New entitlement" parents={PARENTS}>
      <form
        className="t-form e-form"
        ref={element}
        noValidate
        aria-label="New entitlement"
        onSubmit={(event) => {
          event.preventDefault()
          run(create)
        }}
        onChange={() => verify.reset()}
      >
        <Basics form={form} />
        <PartiesFields draft={form.header} onChange={form.setHeader} problems={form.headerProblems} />
        <LineItemDrafts
          drafts={form.drafts}
          onChange={form.setDrafts}
          open={form.open}
          onOpen={form.setOpen}
          problems={form.problemsOf}
          isTest={form.after === 'test'}
          today={form.today}
        />
        <DeliveryFields draft={form.header} onChange={form.setHeader} problems={form.headerProblems} />
        <CustomFields
          kind="entitlement"
          values={form.header.customAttributes}
          onChange={(customAttributes) => form.setHeader({ ...form.header, customAttributes })}
          path="customAttributes"
          isNew={true}
        />
        <After form={form} />
        {problem && <RefusalNotice problem={problem} />}
        {verify.data && <VerifiedEntitlement entitlement={verify.data} />}
        <ViewAsCall call={actCall(createEntitlement, form.input())} />
        <div className="t-form-acts e-acts">
          <Button type="submit" size="sm" loading={create.isPending}>
            {actWords(form)}
          </Button>
          <Button variant="default" size="sm" loading={verify.isPending} onClick={() => run(verify)}>
            Verify
          </Button>
          <Button variant="default" size="sm" onClick={() => void navigate({ to: '/entitlements' })}>
            Cancel
          </Button>
        </div>
      </form>
    </FormPage>
  )
}

type Form = Omit<ReturnType<typeof useNewEntitlement>, 'element'>

/** `Create and deploy 3 line items, 25 copies`. */
function actWords({ drafts, after }: Form): string {
  const act =
    after === 'deploy' ? 'Create and deploy' : after === 'test' ? 'Create test with' : 'Create draft with'
  if (drafts.length === 0) return after === 'test' ? 'Create test' : 'Create draft'
  const copies = drafts.reduce((sum, one) => sum + (one.kind === 'licensed' ? (one.copies ?? 0) : 0), 0)
  return `${act} ${countText(drafts.length, 'line item')}, ${copiesText(copies)}`
}

function Basics({ form }: { readonly form: Form }) {
  const { header, setHeader, headerProblems } = form
  return (
    <div className="e-pair">
      <TextInput
        label="Entitlement ID"
        description="Leave empty to have one generated."
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        data-path="entitlementId"
        value={header.entitlementId}
        error={headerProblems['entitlementId']}
        onChange={(event) => setHeader({ ...header, entitlementId: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind"
        description={
          header.kind === 'bulk'
            ? 'Its web register keys go out to people who are not known yet.'
            : 'The account is known.'
        }
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={header.kind}
        onChange={(event) => setHeader({ ...header, kind: event.currentTarget.value as typeof header.kind })}
        data={[
          { value: 'regular', label: 'Regular' },
          { value: 'bulk', label: 'Bulk' },
        ]}
      />
      {header.kind === 'bulk' && (
        <NativeSelect
          label="Its keys give"
          value={header.bulkChangeKind ?? ''}
          onChange={(event) =>
            setHeader({
              ...header,
              bulkChangeKind: (event.currentTarget.value || null) as typeof header.bulkChangeKind,
            })
          }
          data={[
            { value: '', label: 'Something new' },
            { value: 'upgrade', label: 'An upgrade of what the customer has' },
            { value: 'upsell', label: 'An upsell of what the customer has' },
            { value: 'renewal', label: 'A renewal of what the customer has' },
          ]}
        />
      )}
    </div>
  )
}

function After({ form }: { readonly form: Form }) {
  return (
    <Radio.Group
      label="After saving"
      value={form.after}
      onChange={(next) => form.setAfter(next as AfterSaving)}
      className="e-after"
    >
      <div className="t-stack e-tight">
        <Radio
          value="draft"
          label="Keep as a draft"
          description="The customer sees nothing yet; everything can be edited."
        />
        <Radio
          value="deploy"
          label="Deploy at once"
          description="It can be activated right away; what was sold is fixed."
        />
        <Radio
          value="test"
          label="Test"
          description="May use draft products; never becomes a real entitlement."
        />
      </div>
    </Radio.Group>
  )
}
