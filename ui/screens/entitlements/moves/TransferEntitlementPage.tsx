import { getEntitlement } from '@tallystick/entitlements/operations/get-entitlement.contract.ts'
import { transferEntitlement } from '@tallystick/entitlements/operations/transfer-entitlement.contract.ts'
import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { entitlementPath } from '../paths.ts'

const LIST = { label: 'Entitlements', to: '/entitlements' }

/** *Transfer* of a whole entitlement by the producer: the origin becomes obsolete. ENT-06. */
export function TransferEntitlementPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getEntitlement, { id })
  return (
    <Loaded query={query} parents={[LIST]}>
      {(sold) => (
        <FormPage
          title={`Transfer ${sold.entitlementId}`}
          parents={[LIST, { label: sold.entitlementId, to: entitlementPath(id) }]}
        >
          <ContractForm
            contract={transferEntitlement}
            fixed={{ id }}
            hidden={['contact']}
            own={{
              account: ({ value, onChange, onBlur, error, path }) => (
                <RefSelect
                  list={listAccounts}
                  searches="name"
                  where={['state.in:active']}
                  valueOf={(row) => row.id}
                  labelOf={(row) => `${row.code} (${row.name})`}
                  label="Target account"
                  isRequired
                  placeholder="Type a part of the account name"
                  value={typeof value === 'string' && value !== '' ? value : null}
                  onChange={(next) => onChange(next ?? '')}
                  onBlur={onBlur}
                  error={error}
                  path={path}
                />
              ),
            }}
            act="Transfer"
            says={({ entitlementId }) => `${entitlementId} has everything now.`}
            onDone={(made) => void navigate({ to: entitlementPath(made.id) })}
            onCancel={() => void navigate({ to: entitlementPath(id) })}
          >
            <p className="t-hint">
              All line items of {sold.entitlementId} go into a new entitlement of the target account, with{' '}
              {sold.figures.copiesTotal} copies. {sold.entitlementId} becomes obsolete, for good. No license
              of it may be active.
            </p>
          </ContractForm>
        </FormPage>
      )}
    </Loaded>
  )
}
