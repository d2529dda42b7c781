import { Button } from '@mantine/core'
import {
  listWebRegisterKeys,
  retireWebRegisterKey,
} from '@tallystick/entitlements/operations/web-register-keys.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'

/** Keys of a bulk entitlement, or of everything the reader sees; those that nobody redeemed can be retired. */
export function WebRegisterKeys({ entitlement }: { readonly entitlement?: string }) {
  const mayManage = useSession().may('web-register-keys.manage')
  const [retiring, setRetiring] = useState<string | null>(null)
  return (
    <>
      <ListPage
        list={listWebRegisterKeys}
        {...(entitlement === undefined ? {} : { params: { entitlement } })}
        isPart
        cells={{
          key: (row) => <span className="t-mono">{row.key}</span>,
          entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
          redeemedEntitlementId: (row) =>
            row.redeemedEntitlementId && <span className="t-mono">{row.redeemedEntitlementId}</span>,
        }}
        {...(mayManage && {
          rowAction: (row: RowOf<typeof listWebRegisterKeys>) =>
            row.state === 'available' && (
              <Button size="compact-sm" variant="subtle" onClick={() => setRetiring(row.key)}>
                Retire
              </Button>
            ),
        })}
        teach="Keys are generated, or imported from a file, for each line item of a bulk entitlement."
      />
      {retiring !== null && <RetireDialog keyText={retiring} onClose={() => setRetiring(null)} />}
    </>
  )
}

function RetireDialog({ keyText, onClose }: { readonly keyText: string; readonly onClose: () => void }) {
  const input = { key: keyText }
  const retire = useCommand(retireWebRegisterKey, { says: `Key ${keyText} is retired.`, onDone: onClose })
  return (
    <ConfirmDialog
      opened
      title="Retire this key?"
      consequence={
        <>
          <span className="t-mono">{keyText}</span> can never be redeemed again, whoever holds it. Another key
          may be made in its place.
        </>
      }
      act="Retire"
      isDanger
      call={actCall(retireWebRegisterKey, input)}
      isBusy={retire.isPending}
      problem={retire.error}
      onConfirm={() => retire.mutate(input)}
      onClose={onClose}
    />
  )
}
