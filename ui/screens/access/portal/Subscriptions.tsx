import { Checkbox } from '@mantine/core'
import {
  getOwnSubscriptions,
  updateOwnSubscriptions,
} from '@tallystick/accounts/operations/own-subscriptions.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'

/** Mails that the reader has subscribed to; absent for those who may not see expiring entitlements. ENT-12. */
export function Subscriptions() {
  const session = useSession()
  return session.may(getOwnSubscriptions.permission) ? <OwnSubscriptions email={session.email} /> : null
}

function OwnSubscriptions({ email }: { readonly email: string }) {
  const query = useOperation(getOwnSubscriptions, {})
  const [wish, setWish] = useState<boolean | null>(null)
  const update = useCommand(updateOwnSubscriptions, {
    says: ({ expiringMail }) =>
      expiringMail ? 'Subscribed to mails about expiring entitlements.' : 'The subscription has ended.',
  })
  return (
    <section className="t-section">
      <h2>Email subscriptions</h2>
      <Checkbox
        label="Expiring Entitlements Email"
        description={`From time to time a mail to ${email} with what expires soon and what has expired.`}
        checked={wish ?? query.data?.expiringMail ?? false}
        disabled={!query.data || update.isPending}
        onChange={(event) => {
          const expiringMail = event.currentTarget.checked
          setWish(expiringMail)
          update.mutate({ expiringMail }, { onError: () => setWish(null) })
        }}
      />
      <RefusalNotice problem={query.error ?? update.error} takesFocus={false} />
    </section>
  )
}
