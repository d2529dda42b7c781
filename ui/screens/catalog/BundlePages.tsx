import type { OutputOf } from '@tallystick/api/client.ts'
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
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { NamedRef } from './goods.tsx'
import { EditGoodsPage, GoodsPage, NewGoodsPage, type FormGoodsKind } from './GoodsPages.tsx'
import { referenceFields } from './references.tsx'

const BUNDLES: FormGoodsKind<typeof getFeatureBundle> = {
  place: '/feature-bundles',
  title: 'Feature bundles',
  noun: 'bundle',
  subject: 'feature-bundle',
  read: getFeatureBundle,
  create: createFeatureBundle,
  states: {
    update: updateFeatureBundle,
    copy: copyFeatureBundle,
    deploy: deployFeatureBundle,
    inactivate: inactivateFeatureBundle,
    reactivate: reactivateFeatureBundle,
    returnToDraft: returnFeatureBundleToDraft,
    obsolete: obsoleteFeatureBundle,
    remove: deleteFeatureBundle,
  },
  own: referenceFields,
}

/** All feature bundles. */
export function BundlesPage() {
  const { place } = BUNDLES
  const session = useSession()
  return (
    <ListPage
      list={listFeatureBundles}
      open={(row) => `${place}/${row.id}`}
      actions={
        session.may('feature-bundles.create') && (
          <CreateButton to={`${place}/new`}>New feature bundle</CreateButton>
        )
      }
      teach="A bundle is a named set of features with counts, for use in several products."
    />
  )
}

/** A feature bundle with its features. */
export function BundlePage() {
  return (
    <GoodsPage
      kind={BUNDLES}
      facts={({ features }) => [{ label: 'Features', value: numberText(features.length) }]}
      tabs={(bundle) => [
        {
          key: 'features',
          label: 'Features',
          count: bundle.features.length,
          content: <Features bundle={bundle} />,
        },
      ]}
    />
  )
}

function Features({ bundle }: { readonly bundle: OutputOf<typeof getFeatureBundle> }) {
  return (
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
  )
}

/** The form for a new bundle. */
export function NewBundlePage() {
  return (
    <NewGoodsPage
      kind={BUNDLES}
      copied={({ name, description, features }) => ({ name, description, features })}
    />
  )
}

/** Edits a bundle. */
export function EditBundlePage() {
  return <EditGoodsPage kind={BUNDLES} />
}
