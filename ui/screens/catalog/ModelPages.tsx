import {
  copyLicenseModel,
  deleteLicenseModel,
  deployLicenseModel,
  getLicenseModel,
  inactivateLicenseModel,
  listLicenseModels,
  obsoleteLicenseModel,
  reactivateLicenseModel,
  returnLicenseModelToDraft,
  updateLicenseModel,
} from '@tallystick/catalog/contracts.ts'
import type { OutputOf } from '@tallystick/api/client.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { attributesFor, type AttributeDefinition } from '@tallystick/catalog/rules/model-attributes.ts'
import { openPolicies } from '@tallystick/catalog/rules/policies.ts'
import { Facts } from '@tallystick/kit/details/Facts.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { Dash } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { attributeValueText, momentWords } from './attribute-words.ts'
import { GoodsPage, type GoodsKind } from './GoodsPages.tsx'
import { besidePolicyText, expirationText, policyText } from './policy-words.ts'

type ModelView = OutputOf<typeof getLicenseModel>

const PLACE = '/license-models'
const MODELS: GoodsKind<typeof getLicenseModel> = {
  place: PLACE,
  title: 'License models',
  subject: 'license-model',
  read: getLicenseModel,
  states: {
    update: updateLicenseModel,
    copy: copyLicenseModel,
    deploy: deployLicenseModel,
    inactivate: inactivateLicenseModel,
    reactivate: reactivateLicenseModel,
    returnToDraft: returnLicenseModelToDraft,
    obsolete: obsoleteLicenseModel,
    remove: deleteLicenseModel,
  },
}

/** All license models. */
export function ModelsPage() {
  const session = useSession()
  return (
    <ListPage
      list={listLicenseModels}
      open={(row) => `${PLACE}/${row.id}`}
      actions={
        session.may('license-models.create') && (
          <CreateButton to={`${PLACE}/new`}>New license model</CreateButton>
        )
      }
      teach="A license model says how a product is licensed: node-locked or floating, counted or not, and what is settled when."
    />
  )
}

/** A license model: its attributes and policies, and who uses it. */
export function ModelPage() {
  return (
    <GoodsPage
      kind={MODELS}
      facts={(model) => [
        { label: 'Kind', value: licenseKindOf(model.kind).label },
        { label: 'Technology', value: model.technology === 'certificate' ? 'Certificate' : model.technology },
        { label: 'Licenses end', value: expirationText(model.expiration) },
      ]}
      tabs={(model) => [
        { key: 'attributes', label: 'Attributes', content: <Attributes model={model} /> },
        { key: 'policies', label: 'Policies', content: <Policies model={model} /> },
      ]}
    />
  )
}

/** Every attribute of the kind, those that are used first. */
function Attributes({ model }: { readonly model: ModelView }) {
  const settingOf = (one: AttributeDefinition) => model.attributes[one.key]
  const isUsed = (one: AttributeDefinition) => (settingOf(one)?.when ?? 'not-used') !== 'not-used'
  const all = attributesFor(model.kind)
  return (
    <SimpleTable
      label="Attributes"
      rows={[...all.filter(isUsed), ...all.filter((one) => !isUsed(one))]}
      keyOf={(one) => one.key}
      empty="This kind has no attributes."
      columns={[
        { label: 'Attribute', cell: (one) => one.label },
        {
          label: 'Writes',
          cell: (one) => (one.keyword ? <span className="t-mono t-muted">{one.keyword}</span> : <Dash />),
        },
        { label: 'Settled', cell: (one) => momentWords(settingOf(one)?.when ?? 'not-used') },
        { label: 'Value or proposal', cell: (one) => attributeValueText(one, settingOf(one)) ?? <Dash /> },
        { label: 'Required', cell: (one) => (settingOf(one)?.isRequired ? 'Yes' : <Dash />) },
      ]}
    />
  )
}

function Policies({ model }: { readonly model: ModelView }) {
  const policies = { ...openPolicies, ...model.policies }
  const { rehosts, returns, repairs, extraActivations, cancelLicense, serverHostTypes, nodeHostTypes } =
    policies
  return (
    <Facts
      facts={[
        { label: 'Rehosts', value: policyText(rehosts) },
        { label: 'Returns', value: policyText(returns) },
        { label: 'Repairs', value: policyText(repairs) },
        { label: 'Reinstalls', value: policyText(policies.reinstalls) },
        { label: 'Emergency licenses', value: besidePolicyText(policies.emergencies) },
        { label: 'Stop-gap licenses', value: besidePolicyText(policies.stopGaps) },
        { label: 'Corrected publisher errors', value: policyText(policies.publisherErrors) },
        {
          label: 'Extra activations',
          value:
            extraActivations.when === 'now'
              ? String(extraActivations.count)
              : momentWords(extraActivations.when),
        },
        {
          label: 'Returned copies',
          value:
            cancelLicense.when === 'now'
              ? cancelLicense.isAllowed
                ? 'go back to the line item'
                : 'stay used'
              : momentWords(cancelLicense.when),
        },
        { label: 'Server host ID types', value: serverHostTypes?.join(', ') ?? 'all' },
        { label: 'Node-locked host ID types', value: nodeHostTypes?.join(', ') ?? 'all' },
      ]}
    />
  )
}
