import {
  copyFeature,
  createFeature,
  deleteFeature,
  deployFeature,
  getFeature,
  inactivateFeature,
  listFeatures,
  obsoleteFeature,
  reactivateFeature,
  returnFeatureToDraft,
  updateFeature,
} from '@tallystick/catalog/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { goodsCommands, UsedBy } from './goods.tsx'

const PLACE = '/features'
const PARENTS = [{ label: 'Features', to: PLACE }]
const STATES = {
  update: updateFeature,
  copy: copyFeature,
  deploy: deployFeature,
  inactivate: inactivateFeature,
  reactivate: reactivateFeature,
  returnToDraft: returnFeatureToDraft,
  obsolete: obsoleteFeature,
  remove: deleteFeature,
}

/** All features. */
export function FeaturesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listFeatures}
      open={(row) => `${PLACE}/${row.id}`}
      cells={{ version: (row) => <span className="t-mono">{row.version || '–'}</span> }}
      actions={session.may('features.create') && <CreateButton to={`${PLACE}/new`}>New feature</CreateButton>}
      teach="A feature is what a program asks for at run time. Products are made of features."
    />
  )
}

/** A feature: its values, who uses it, what happened. */
export function FeaturePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getFeature, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(feature) => (
        <DetailsPage
          title={feature.label}
          parents={PARENTS}
          state={feature.state}
          view={feature.commands}
          commands={goodsCommands(feature, STATES, PLACE, `${PLACE}/new`, (to) => void navigate({ to }))}
          facts={[
            { label: 'Name', value: <Id text={feature.name} label="name" /> },
            {
              label: 'Version',
              value:
                feature.versionFormat === 'fixed' ? (
                  <span className="t-mono">{feature.version}</span>
                ) : (
                  'From the version date'
                ),
            },
            { label: 'Vendor string', value: feature.overrides.vendorString ?? 'From the license model' },
            { label: 'Notice', value: feature.overrides.notice ?? 'From the license model' },
            { label: 'Serial number', value: feature.overrides.serialNumber ?? 'From the license model' },
            { label: 'Duplicate grouping', value: feature.overrides.dupGroup ?? 'From the license model' },
            { label: 'Added', value: <When instant={feature.createdAt} /> },
            { label: 'Changed', value: <When instant={feature.updatedAt} /> },
            feature.description !== '' && { label: 'Description', value: feature.description, isWide: true },
          ]}
          tabs={[
            {
              key: 'users',
              label: 'Used by',
              count: feature.usedBy.length,
              content: <UsedBy goods={feature} />,
            },
          ]}
          history={{ kind: 'feature', id: feature.id }}
        />
      )}
    </Loaded>
  )
}

/** The form for a new feature; `?from=` starts with the values of another. */
export function NewFeaturePage() {
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useOperation(getFeature, { id: from ?? '' }, { enabled: from !== undefined })
  const navigate = useNavigate()
  const form = (initial: Readonly<Record<string, unknown>>) => (
    <FormPage title="New feature" parents={PARENTS}>
      <ContractForm
        contract={createFeature}
        initial={initial}
        act="Create feature"
        says={(made) => `Feature ${made.label} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
  if (from === undefined) return form(NOTHING)
  return (
    <Loaded query={query} parents={PARENTS}>
      {({ name, version, versionFormat, description, overrides }) =>
        form({ name, version, versionFormat, description, overrides })
      }
    </Loaded>
  )
}

const NOTHING = {}

/** Edits a feature as far as its state allows. */
export function EditFeaturePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getFeature, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(feature) => (
        <FormPage
          title={`Edit ${feature.label}`}
          parents={[...PARENTS, { label: feature.label, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updateFeature}
            initial={feature}
            fixed={{ id: feature.id, rowVersion: feature.rowVersion }}
            act="Save feature"
            says={(saved) => `Feature ${saved.label} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}
