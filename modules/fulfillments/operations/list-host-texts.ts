import { seenHostResource } from '@tallystick/hosts/services.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { textsOnHost } from '../store/licenses-of-host.ts'
import { HOST_TEXTS_MAX, listHostTexts } from './list-host-texts.contract.ts'

/** Each license stays a file of its own: its seal is over the whole file. License servers read them side by side. */
export default implementQuery(listHostTexts, async (ctx, input) => {
  const host = await find(ctx, seenHostResource, input.host)
  const found = await textsOnHost(ctx, host.id, HOST_TEXTS_MAX + 1)
  return { licenses: found.slice(0, HOST_TEXTS_MAX), isComplete: found.length <= HOST_TEXTS_MAX }
})
