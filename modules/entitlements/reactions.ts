import type { Reaction } from '@tallystick/kernel/outbox/deliver.ts'
import { renameSoldTo } from './store/labels.ts'

/** What the room does when events of other rooms arrive. Delivered twice, each does nothing the second time. */
export const entitlementsReactions: readonly Reaction[] = [
  {
    to: ['account.renamed'],
    react: async (ctx, event) => {
      const { accountId, label } = event.payload as { readonly accountId: string; readonly label: string }
      await renameSoldTo(ctx, accountId, label)
    },
  },
]
