import { Button, CopyButton } from '@mantine/core'
import { mdiCheck, mdiContentCopy, mdiDownload, mdiEmailOutline, mdiPrinterOutline } from '@mdi/js'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useState } from 'react'
import { MailDialog } from './MailDialog.tsx'
import { LICENSE_FILE_NAME, saveText } from './save-file.ts'

interface LicenseActionsProps {
  readonly id: string
  /** The license is a consolidated one. */
  readonly isConsolidated?: boolean
  readonly text: string
  /** Proposed receivers of the mail. */
  readonly shipToEmail: string
  /** Absent: no permission; otherwise whether it may be mailed now, and why not. */
  readonly mail: { readonly allowed: boolean; readonly reason?: string | undefined } | undefined
}

/** What can be done with a license text: save, copy, print, mail. */
export function LicenseActions({ id, isConsolidated = false, text, shipToEmail, mail }: LicenseActionsProps) {
  const [isMailing, setMailing] = useState(false)
  return (
    <div className="w-license-bar">
      <Button
        leftSection={<Icon path={mdiDownload} size={16} />}
        onClick={() => saveText(text, LICENSE_FILE_NAME)}
      >
        Save license file
      </Button>
      <CopyButton value={text} timeout={1500}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={<Icon path={copied ? mdiCheck : mdiContentCopy} size={16} />}
            onClick={() => {
              copy()
              announce('License text copied.')
            }}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
      <Button
        variant="default"
        leftSection={<Icon path={mdiPrinterOutline} size={16} />}
        onClick={() => window.print()}
      >
        Print
      </Button>
      {mail && (
        <Button
          variant="default"
          leftSection={<Icon path={mdiEmailOutline} size={16} />}
          disabled={!mail.allowed}
          title={mail.reason}
          onClick={() => setMailing(true)}
        >
          Mail
        </Button>
      )}
      {isMailing && (
        <MailDialog
          id={id}
          isConsolidated={isConsolidated}
          shipToEmail={shipToEmail}
          onClose={() => setMailing(false)}
        />
      )}
    </div>
  )
}
