import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { licenseTextOfFiles, type SuppliedFile } from '../rules/held-licenses.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import type { Fulfillment } from '../resources.ts'

type Joined = { readonly fulfillments: readonly string[]; readonly files: readonly SuppliedFile[] }

/** The consolidated license that somebody else has made of some of these licenses. */
export function joinedOf(
  { fulfillments, files: all }: Joined,
  licenses: readonly Fulfillment[],
): NewConsolidatedLicense {
  const members = licenses.filter(({ id }) => fulfillments.includes(id))
  const [first] = members
  invariant(first && members.length === fulfillments.length, 'A joined file names licenses of its request.')
  const { accountId, soldTo, technology, servers, nodeHosts } = first
  return {
    id: newId(),
    consolidatedCode: `CLID-${randomText(12)}`,
    accountId,
    soldToLabel: soldTo,
    technology,
    criteria: [...(servers.length > 0 ? servers : nodeHosts)].join(' '),
    licenseText: licenseTextOfFiles(all),
    signingKeyId: null,
    memberIds: members.map(({ id }) => id),
  }
}
