import { passwordHelp } from '@tallystick/access/services.ts'
import { administratorsOfAccount, administratorsOfUser } from '@tallystick/accounts/services.ts'
import { entitlementsReactions } from '@tallystick/entitlements/reactions.ts'
import { fulfillmentReactions } from '@tallystick/fulfillments/reactions.ts'
import { licenseTextsOf } from '@tallystick/fulfillments/services.ts'
import type { Worker } from '@tallystick/kernel/jobs/worker.ts'
import type { Pipeline } from '@tallystick/kernel/operation/run.ts'
import type { Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { startMailer } from '@tallystick/notices/mailer.ts'
import { noticeReactions } from '@tallystick/notices/reactions.ts'
import type { Config } from './config.ts'

/** What the rooms do when events arrive. Notices call no room, so they are given their readers here. */
export function reactionsOf(config: Config): readonly Reaction[] {
  return [
    ...entitlementsReactions,
    ...fulfillmentReactions,
    ...noticeReactions({
      publicUrl: config.publicUrl,
      passwordHelp,
      licenseTexts: licenseTextsOf,
      administratorsOf: administratorsOfUser,
      administratorsOfAccount,
    }),
  ]
}

/** Starts the loop that sends mails, or keeps them where there is no mail server. */
export function startMail(
  config: Config,
  shared: {
    readonly pipeline: Pipeline
    readonly tenants: () => Promise<readonly string[]>
    readonly failed: (what: unknown, error: unknown) => void
  },
): Worker {
  return startMailer({ ...shared, smtpUrl: config.smtpUrl })
}
