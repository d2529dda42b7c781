import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { licenseTextOfFiles } from '../rules/held-licenses.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import type { HeldLicense } from './held-licenses.ts'

type Joined = { readonly fulfillments: readonly string[]; readonly files: readonly { name: string }[] }

/** The consolidated license that somebody else has made of some of these licenses. */
export function joinedOf(
  { fulfillments, files: all }: Joined,
  licenses: readonly HeldLicense[],
): NewConsolidatedLicense {
  const members = licenses.filter(({ record }) => fulfillments.includes(record.id))
  const [first] = members
  invariant(first && members.length === fulfillments.length, 'A joined file names licenses of its request.')
  const { accountId, soldTo, technology, servers, nodeHosts } = first.record
  return {
    id: newId(),
    consolidatedCode: `CLID-${randomText(12)}`,
    accountId,
    soldToLabel: soldTo,
    technology,
    criteria: [...(servers.length > 0 ? servers : nodeHosts)].join(' '),
    licenseText: licenseTextOfFiles(all),
    signingKeyId: null,
    memberIds: members.map(({ record }) => record.id),
  }
}
