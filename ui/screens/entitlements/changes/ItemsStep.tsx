import { Radio } from '@mantine/core'
import { listAccounts } from '@tallystick/accounts/operations/list-accounts.contract.ts'
import { listProducts } from '@tallystick/catalog/contracts.ts'
import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { versionedRef } from '@tallystick/screens/catalog/references.tsx'
import type { ChangeDraft } from './draft.ts'
import { CHANGES, wordsOfChange } from './words.ts'

/** What every step gets. */
export interface ChangeStepProps {
  readonly draft: ChangeDraft
  readonly change: (change: Partial<ChangeDraft>) => void
  readonly problems: FieldProblems
}

/** First step: the kind of change, and which line items. */
export function ItemsStep({ draft, change, problems }: ChangeStepProps) {
  const session = useSession()
  const words = wordsOfChange(draft.kind)
  return (
    <>
      <h2>Line items</h2>
      <div className="w-fields">
        <Radio.Group
          label="What to do"
          value={draft.kind}
          onChange={(kind) => change({ kind: wordsOfChange(kind).kind })}
        >
          {CHANGES.filter(({ permission }) => session.may(permission)).map(({ kind, verb, lead }) => (
            <Radio key={kind} value={kind} label={verb} description={lead} mt={8} />
          ))}
        </Radio.Group>
        {draft.lineItems.length > 0 ? (
          <p>
            <strong>{countText(draft.lineItems.length, 'line item')}</strong> chosen in the list. What becomes
            of each is shown before anything is written.
          </p>
        ) : (
          <>
            <p className="w-lead">
              Deployed line items of these accounts and products that nothing replaces yet will be{' '}
              {words.past}. With both, a line item has to fit both.
            </p>
            <MultiRefSelect
              list={listAccounts}
              searches="name"
              valueOf={(row) => row.code}
              labelOf={(row) => `${row.code} (${row.name})`}
              label="Accounts"
              value={draft.accounts}
              error={problems['selection']}
              onChange={(accounts) => change({ accounts })}
            />
            <MultiRefSelect
              list={listProducts}
              searches="label"
              where={['kind.in:product,suite']}
              valueOf={versionedRef}
              labelOf={(row) => `${row.name} ${row.version}`.trim()}
              label="Products"
              value={draft.products}
              onChange={(products) => change({ products })}
            />
          </>
        )}
      </div>
    </>
  )
}
