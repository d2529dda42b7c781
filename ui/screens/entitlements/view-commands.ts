import { emailLineItem } from '@tallystick/entitlements/operations/email-line-item.contract.ts'
import { getEntitlementCertificate } from '@tallystick/entitlements/operations/get-entitlement-certificate.contract.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { certificatePath, mailLineItemPath } from './paths.ts'

/** The certificate of an entitlement as a button of a page. */
export function certificateCommand(entitlementId: string): RecordCommand {
  return recordCommand(getEntitlementCertificate, 'Certificate', { to: certificatePath(entitlementId) })
}

/** Certificate and mail of a line item as buttons of its page. */
export function viewCommands(
  portal: Parameters<typeof mailLineItemPath>[0],
  lineItem: { readonly id: string; readonly entitlement: { readonly id: string } },
): readonly RecordCommand[] {
  return [
    certificateCommand(lineItem.entitlement.id),
    recordCommand(emailLineItem, 'Mail', { to: mailLineItemPath(portal, lineItem.id) }),
  ]
}

/** Who sees a line item sees its certificate; mail needs the permission. */
export function viewStates(may: (permission: string | null) => boolean): CommandsView {
  return {
    [getEntitlementCertificate.name]: { allowed: true },
    ...(may(emailLineItem.permission) && { [emailLineItem.name]: { allowed: true } }),
  }
}
