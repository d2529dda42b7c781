import { hostTypesOffered } from '@tallystick/hosts/rules/host-type-guess.ts'
import { hostResource, hostsOfAccounts } from '@tallystick/hosts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { getHostForm } from './transfer-licenses.contract.ts'

/** Hosts that are offered at most; beyond that a person types. */
const OFFERED_MAX = 200

export default implementQuery(getHostForm, async (ctx, input) => {
  const host = await find(ctx, hostResource, input.host)
  const settings = await hostIdSettingsOf(ctx)
  const known = await hostsOfAccounts(ctx, [host.accountId], OFFERED_MAX)
  return {
    hosts: known.filter(({ id, use }) => use === host.use && id !== host.id),
    hostTypes: {
      server: [...hostTypesOffered('server', settings)],
      node: [...hostTypesOffered('node', settings)],
    },
    hostIdSettings: { ...settings },
  }
})
