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
import { Id } from '@tallystick/kit/format/Id.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { customFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useFeatureOptions } from '@tallystick/screens/custom-attributes/search-options.ts'
import { useCustomFields } from '@tallystick/screens/custom-attributes/use-custom-fields.ts'
import { EditGoodsPage, GoodsPage, NewGoodsPage, type FormGoodsKind } from './GoodsPages.tsx'

const FEATURES: FormGoodsKind<typeof getFeature> = {
  place: '/features',
  title: 'Features',
  noun: 'feature',
  subject: 'feature',
  read: getFeature,
  create: createFeature,
  own: { customAttributes: customFieldsOf('feature', false) },
  states: {
    update: updateFeature,
    copy: copyFeature,
    deploy: deployFeature,
    inactivate: inactivateFeature,
    reactivate: reactivateFeature,
    returnToDraft: returnFeatureToDraft,
    obsolete: obsoleteFeature,
    remove: deleteFeature,
  },
}

/** All features. */
export function FeaturesPage() {
  const { place } = FEATURES
  const session = useSession()
  return (
    <ListPage
      list={listFeatures}
      useAttributes={useFeatureOptions}
      open={(row) => `${place}/${row.id}`}
      cells={{ version: (row) => <span className="t-mono">{row.version || '–'}</span> }}
      actions={session.may('features.create') && <CreateButton to={`${place}/new`}>New feature</CreateButton>}
      teach="A feature is what a program asks for at run time. Products are made of features."
    />
  )
}

/** A feature: its values, who uses it, what happened. */
export function FeaturePage() {
  const custom = useCustomFields('feature')
  return (
    <GoodsPage
      kind={FEATURES}
      facts={({ name, version, versionFormat, overrides, customAttributes }) => [
        { label: 'Name', value: <Id text={name} label="name" /> },
        {
          label: 'Version',
          value:
            versionFormat === 'fixed' ? <span className="t-mono">{version}</span> : 'From the version date',
        },
        { label: 'Vendor string', value: overrides.vendorString ?? FROM_MODEL },
        { label: 'Notice', value: overrides.notice ?? FROM_MODEL },
        { label: 'Serial number', value: overrides.serialNumber ?? FROM_MODEL },
        { label: 'Duplicate grouping', value: overrides.dupGroup ?? FROM_MODEL },
        ...customFacts(custom, customAttributes),
      ]}
    />
  )
}

const FROM_MODEL = 'From the license model'

/** The form for a new feature. */
export function NewFeaturePage() {
  return (
    <NewGoodsPage
      kind={FEATURES}
      copied={({ name, version, versionFormat, description, overrides }) => {
        return { name, version, versionFormat, description, overrides }
      }}
    />
  )
}

/** Edits a feature. */
export function EditFeaturePage() {
  return <EditGoodsPage kind={FEATURES} />
}
