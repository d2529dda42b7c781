import { lineItemFacts, type LineItemFacts } from '@tallystick/entitlements/services.ts'
import { endsOn } from '@tallystick/entitlements/rules/terms.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { modelOf } from '../issuing/facts-of.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { relatedOf, replacingFactsOf, stepsBetween } from '../issuing/replacing.ts'
import { firstTextOf, readHosts } from '../rules/activation-hosts.ts'
import { relatedRefusal } from '../rules/replace-licenses.ts'
import { copiesOnHosts, lineItemKeysOnHosts } from '../store/licenses-on-hosts.ts'
import { listCopiesToReplace } from './list-copies-to-replace.contract.ts'

/** Only what the caller sees is shown, and only what the rule of the activation would let through. */
export default implementQuery(listCopiesToReplace, async (ctx, input) => {
  const [item] = await lineItemFacts(ctx, [input.lineItem])
  invariant(item, 'A line item that is not seen ends as NotFound.')
  const { activationId, changeKind } = item.lineItem
  if (item.licenseModel === null) return ctx.refuse(refuse('line-item-without-license', { activationId }))
  const facts = replacingFactsOf(item, { lineItems: [], licenses: [], steps: [] })
  if (changeKind === null || facts === null) return ctx.refuse(refuse('replaces-not-asked', { activationId }))
  const requests = readHostRequests(input.hosts, await hostIdSettingsOf(ctx))
  if (isRefusal(requests)) return ctx.refuse(requests)
  const hosts = readHosts(modelOf(item), requests, ctx.may('policies.override'))
  if (isRefusal(hosts)) return ctx.refuse(hosts)

  const places = {
    accountIds: item.soldTo ? [item.soldTo.id] : [],
    hostKeys: hosts.licenses.map(({ hostKey }) => hostKey),
  }
  const there = await copiesOnHosts(ctx, places)
  const keys = { keysFrom: lineItemKeysOnHosts(ctx, places), named: [] }
  const others = there.length === 0 ? [] : await lineItemFacts(ctx, keys)
  const steps = await stepsBetween(ctx, [item], others)
  const related = others.filter((one) => relatedRefusal(facts.by, relatedOf(one), steps) === null)
  return {
    changeKind,
    hosts: hosts.licenses.map((license) => ({
      host: firstTextOf(license),
      hostKey: license.hostKey,
      rows: related
        .flatMap((one) => {
          const found = there.find(
            ({ hostKey, lineItemId }) => hostKey === license.hostKey && lineItemId === one.lineItem.id,
          )
          return found ? [rowOf(one, found.copies)] : []
        })
        .toSorted(byEnd),
    })),
  }
})

function rowOf({ lineItem, products }: LineItemFacts, available: number) {
  return {
    lineItemId: lineItem.id,
    activationId: lineItem.activationId,
    product: products.map(({ name }) => name).join(', '),
    version: products.map(({ version }) => version).join(', '),
    expiresOn: endsOn(lineItem.term, lineItem.startsOn),
    available,
  }
}

/** What ends first stands first; then by product and activation ID. */
function byEnd(one: ReturnType<typeof rowOf>, other: ReturnType<typeof rowOf>): number {
  const key = (row: typeof one) =>
    `${row.expiresOn ?? '9999-12-31'} ${row.product} ${row.version} ${row.activationId}`
  return key(one) < key(other) ? -1 : 1
}
