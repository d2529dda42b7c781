import {
  copyFeatureBundle,
  createFeatureBundle,
  deleteFeatureBundle,
  deployFeatureBundle,
  getFeatureBundle,
  inactivateFeatureBundle,
  listFeatureBundles,
  obsoleteFeatureBundle,
  reactivateFeatureBundle,
  returnFeatureBundleToDraft,
  updateFeatureBundle,
} from '@tallystick/catalog/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { goodsCommands, NamedRef, UsedBy } from './goods.tsx'
import { referenceFields } from './references.tsx'

const PLACE = '/feature-bundles'
const PARENTS = [{ label: 'Feature bundles', to: PLACE }]
const STATES = {
  update: updateFeatureBundle,
  copy: copyFeatureBundle,
  deploy: deployFeatureBundle,
  inactivate: inactivateFeatureBundle,
  reactivate: reactivateFeatureBundle,
  returnToDraft: returnFeatureBundleToDraft,
  obsolete: obsoleteFeatureBundle,
  remove: deleteFeatureBundle,
}

/** All feature bundles. */
export function BundlesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listFeatureBundles}
      open={(row) => `${PLACE}/${row.id}`}
      actions={
        session.may('feature-bundles.create') && (
          <CreateButton to={`${PLACE}/new`}>New feature bundle</CreateButton>
        )
      }
      teach="A bundle is a named set of features with counts, for use in several products."
    />
  )
}

/** A feature bundle with its features. */
export function BundlePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getFeatureBundle, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(bundle) => (
        <DetailsPage
          title={bundle.label}
          parents={PARENTS}
          state={bundle.state}
          view={bundle.commands}
          commands={goodsCommands(bundle, STATES, PLACE, `${PLACE}/new`, (to) => void navigate({ to }))}
          facts={[
            { label: 'Features', value: numberText(bundle.features.length) },
            { label: 'Added', value: <When instant={bundle.createdAt} /> },
            { label: 'Changed', value: <When instant={bundle.updatedAt} /> },
            bundle.description !== '' && { label: 'Description', value: bundle.description, isWide: true },
          ]}
          tabs={[
            {
              key: 'features',
              label: 'Features',
              count: bundle.features.length,
              content: (
                <SimpleTable
                  label="Features"
                  rows={bundle.features}
                  keyOf={(one) => one.feature}
                  empty="The bundle has no features yet."
                  columns={[
                    {
                      label: 'Feature',
                      cell: (one) => <NamedRef goods={bundle} field="features" name={one.feature} />,
                    },
                    { label: 'Count', cell: (one) => numberText(one.count), isFigure: true },
                  ]}
                />
              ),
            },
            {
              key: 'users',
              label: 'Used by',
              count: bundle.usedBy.length,
              content: <UsedBy goods={bundle} />,
            },
          ]}
          history={{ kind: 'feature-bundle', id: bundle.id }}
        />
      )}
    </Loaded>
  )
}

const NOTHING = {}

/** The form for a new bundle; `?from=` starts with the values of another. */
export function NewBundlePage() {
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useOperation(getFeatureBundle, { id: from ?? '' }, { enabled: from !== undefined })
  const navigate = useNavigate()
  const form = (initial: Readonly<Record<string, unknown>>) => (
    <FormPage title="New feature bundle" parents={PARENTS}>
      <ContractForm
        contract={createFeatureBundle}
        initial={initial}
        own={referenceFields}
        act="Create bundle"
        says={(made) => `Bundle ${made.label} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
  if (from === undefined) return form(NOTHING)
  return (
    <Loaded query={query} parents={PARENTS}>
      {({ name, description, features }) => form({ name, description, features })}
    </Loaded>
  )
}

/** Edits a bundle as far as its state allows. */
export function EditBundlePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getFeatureBundle, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(bundle) => (
        <FormPage
          title={`Edit ${bundle.label}`}
          parents={[...PARENTS, { label: bundle.label, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updateFeatureBundle}
            initial={bundle}
            fixed={{ id: bundle.id, rowVersion: bundle.rowVersion }}
            own={referenceFields}
            act="Save bundle"
            says={(saved) => `Bundle ${saved.label} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}
