import { Button } from '@mantine/core'
import { mdiDownload } from '@mdi/js'
import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { saveBlob } from '@tallystick/kit/data/save-blob.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { getMailAttachment } from '@tallystick/notices/operations/get-mail-attachment.contract.ts'
import { getMail } from '@tallystick/notices/operations/get-mail.contract.ts'
import { listMails } from '@tallystick/notices/operations/list-mails.contract.ts'
import { resendMail } from '@tallystick/notices/operations/resend-mail.contract.ts'
import { MAIL_TEMPLATES } from '@tallystick/notices/model.ts'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { sizeText } from './imports/FileDrop.tsx'
import './administer.css'

const PARENTS = [{ label: 'Sent mail', to: '/mails' }]

type MailView = OutputOf<typeof getMail>

/** Mails that were sent, wait, failed, or are kept because there is no mail server. */
export function MailsPage() {
  return (
    <ListPage
      list={listMails}
      open={(row) => `/mails/${row.id}`}
      linkColumn="subject"
      teach="Licenses, welcomes and password links. Without a mail server they are kept here."
    />
  )
}

/** One mail: what its reader sees, and what became of it. */
export function MailPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getMail, { mail: id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(mail) => (
        <DetailsPage
          title={mail.subject}
          parents={PARENTS}
          state={mail.state}
          below={
            mail.state === 'kept'
              ? 'There is no mail server, so the mail was not sent. It can be read here.'
              : null
          }
          view={mail.commands}
          commands={[
            recordCommand(resendMail, 'Send again', {
              input: { mail: mail.id },
              confirm: {
                title: 'Send this mail again?',
                consequence: `It goes to ${mail.to.join(', ')} once more.`,
              },
              says: 'The mail waits to be sent.',
            }),
          ]}
          facts={[
            { label: 'To', value: mail.to.join('\n') },
            {
              label: 'Kind',
              value: MAIL_TEMPLATES[mail.template as keyof typeof MAIL_TEMPLATES] ?? mail.template,
            },
            { label: 'Language', value: mail.language },
            { label: 'Created', value: <When instant={mail.createdAt} /> },
            mail.sentAt !== null && { label: 'Sent', value: <When instant={mail.sentAt} /> },
            mail.nextAttemptAt !== null && {
              label: 'Next attempt',
              value: <When instant={mail.nextAttemptAt} />,
            },
            mail.attempts > 0 && { label: 'Attempts', value: String(mail.attempts) },
            mail.problem !== null && { label: 'Problem', value: mail.problem, isWide: true },
          ]}
          tabs={[
            { key: 'mail', label: 'Mail', content: <MailBody mail={mail} /> },
            { key: 'text', label: 'As text', content: <pre className="a-text">{mail.bodyText}</pre> },
          ]}
          history={{ kind: 'mail', id: mail.id }}
        >
          {mail.attachments.length > 0 && <Attachments mail={mail} />}
        </DetailsPage>
      )}
    </Loaded>
  )
}

/** The mail as its reader sees it, in a frame that can neither run anything nor reach the page around it. */
function MailBody({ mail }: { readonly mail: MailView }) {
  return <iframe className="a-mail" title={`Mail: ${mail.subject}`} sandbox="" srcDoc={mail.bodyHtml} />
}

function Attachments({ mail }: { readonly mail: MailView }) {
  const api = useApi()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const save = async (number: number) => {
    setProblem(null)
    try {
      const file = await api.call(getMailAttachment, { mail: mail.id, number })
      const bytes = Uint8Array.from(atob(file.contentBase64), (sign) => sign.charCodeAt(0))
      saveBlob(new Blob([bytes], { type: file.mediaType }), file.fileName)
    } catch (error) {
      setProblem(error as ApiProblem)
    }
  }
  return (
    <section className="a-attachments" aria-label="Attachments">
      {mail.attachments.map(({ number, fileName, sizeBytes }) => (
        <Button
          key={number}
          variant="default"
          leftSection={<Icon path={mdiDownload} />}
          onClick={() => void save(number)}
        >
          {fileName} <span className="t-muted a-size">{sizeText(sizeBytes)}</span>
        </Button>
      ))}
      <RefusalNotice problem={problem} />
    </section>
  )
}
