import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { DeliveredEvent } from '@tallystick/kernel/outbox/deliver.ts'
import type { MailAttachment } from './model.ts'
import { causeOf, queueMail } from './queue-mail.ts'
import type { MailedLicense, NoticeParts } from './parts.ts'
import { mailLanguageOf } from './rules/language.ts'
import { isMailed } from './store/mails.ts'

/** Mails that carry licenses. */
export type LicenseTemplate = 'license-activated' | 'license-emailed' | 'license-replaced' | 'license-beside'

/** Licenses that go to people by mail. */
export interface LicenseMail {
  readonly fulfillmentIds: readonly string[]
  readonly consolidatedIds: readonly string[]
  readonly to: readonly string[]
  readonly language?: string | null | undefined
  readonly message: string
}

/** One mail with all licenses of the event. Licenses that have no text (yet) are left out. */
export async function mailLicenses(
  parts: NoticeParts,
  ctx: QueryContext,
  event: DeliveredEvent,
  template: LicenseTemplate,
  mail: LicenseMail,
): Promise<void> {
  if (await isMailed(ctx, [causeOf(event.eventId, template)])) return
  const licenses = await parts.licenseTexts(ctx, mail.fulfillmentIds, mail.consolidatedIds)
  if (licenses.length === 0) return
  const attachments = attachmentsOf(licenses)
  await queueMail(ctx, {
    eventId: event.eventId,
    template,
    language: mailLanguageOf(mail.language),
    to: mail.to,
    values: {
      products: [...new Set(licenses.map((one) => one.productsLabel))].join(', '),
      licenses: licenses.map((one) => `${one.productsLabel} (${one.fulfillmentCode})`),
      files: attachments.map((file) => file.fileName).join(', '),
      portal: `${parts.publicUrl}/portal/`,
      message: mail.message.trim(),
    },
    attachments,
  })
}

function attachmentsOf(licenses: readonly MailedLicense[]): readonly MailAttachment[] {
  return licenses.flatMap(({ licenseText, files = [] }, index) => {
    const mediaType = 'application/octet-stream'
    if (files.length > 0) {
      return files.map(({ name, base64 }) => ({
        fileName: licenses.length === 1 ? name : `${index + 1}-${name}`,
        mediaType,
        bytes: Uint8Array.from(Buffer.from(base64, 'base64')),
      }))
    }
    const fileName = licenses.length === 1 ? 'LicenseFile.lic' : `LicenseFile-${index + 1}.lic`
    return { fileName, mediaType, bytes: new TextEncoder().encode(licenseText) }
  })
}
