import { accountResource } from '@tallystick/accounts/services.ts'
import { lineItemFacts, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { hostsOfAccounts, serversByKeys } from '@tallystick/hosts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { activationFactsOf } from '../issuing/facts-of.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { viewRefusal } from '../issuing/view-refusal.ts'
import { activationFieldsOf } from '../rules/activation-fields.ts'
import { reissueRefusal } from '../rules/support-states.ts'
import { countedLicenses, type CountedOnHosts } from '../store/licenses-of-host.ts'
import { getRedistributionGrid, GRID_LICENSES_MAX } from './redistribute-licenses.contract.ts'

/** Hosts that are offered at most; beyond that a person types. */
const KNOWN_HOSTS_MAX = 200

export default implementQuery(getRedistributionGrid, async (ctx, input) => {
  const { id, code, name } = await find(ctx, accountResource, input.account)
  const found = await countedLicenses(ctx, id, GRID_LICENSES_MAX + 1)
  const licenses = found.slice(0, GRID_LICENSES_MAX)
  const keys = [...new Set(licenses.map(({ lineItemId }) => lineItemId))]
  const items = keys.length === 0 ? [] : await lineItemFacts(ctx, keys)
  const hostIds = [...new Set(licenses.map(({ hostId }) => hostId))]
  const hosts = await serversByKeys(ctx, id, hostIds)
  const settings = await hostIdSettingsOf(ctx)
  return {
    account: { id, code, name },
    hosts: hosts.map(({ types, texts, ...host }) => ({ ...host, types: [...types], texts: [...texts] })),
    lineItems: items.map((item) => rowOf(ctx, item, hosts, licenses)),
    knownHosts: (await hostsOfAccounts(ctx, [id], KNOWN_HOSTS_MAX)).filter(({ use }) => use === 'server'),
    hostTypes: { server: [...hostTypesOffered('server', settings)], node: [] },
    hostIdSettings: { ...settings },
    isComplete: found.length <= GRID_LICENSES_MAX,
  }
})

function rowOf(
  ctx: QueryContext,
  item: LineItemFacts,
  hosts: readonly { readonly id: string }[],
  licenses: readonly CountedOnHosts[],
) {
  const { lineItem, licenseModel } = item
  const own = licenses.filter(({ lineItemId }) => lineItemId === lineItem.id)
  const counts = hosts.map((host) =>
    own.filter(({ hostId }) => hostId === host.id).reduce((sum, { copies }) => sum + copies, 0),
  )
  const facts = activationFactsOf(ctx, item)
  const { attributes } = activationFieldsOf(facts.lineItem, facts.model, facts.products)
  return {
    id: lineItem.id,
    activationId: lineItem.activationId,
    products: lineItem.productsLabel,
    version: lineItem.versionsLabel,
    licenseModel: licenseModel?.name ?? '',
    copies: counts.reduce((sum, count) => sum + count, 0),
    counts,
    attributes: attributes.map((attribute) => ({ ...attribute })),
    refusal: viewRefusal(reissueRefusal(lineItem)),
  }
}
