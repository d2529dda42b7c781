import { Button, Menu } from '@mantine/core'
import { mdiChevronDown } from '@mdi/js'
import { getLicense } from '@tallystick/fulfillments/operations/get-license.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { shownCommands } from '@tallystick/kit/details/commands.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { MailDialog } from '../MailDialog.tsx'
import { licensePath } from '../paths.ts'
import { licenseCommands } from './license-commands.ts'

/** What can be done with one chosen license of a list, with the reason where something cannot. */
export function LicenseActs({ id }: { readonly id: string }) {
  const navigate = useNavigate()
  const { data } = useOperation(getLicense, { fulfillment: id })
  const [isMailing, setMailing] = useState(false)
  const acts = data ? shownCommands(licenseCommands(data.id), data.commands) : []
  const mail = data?.commands['email-license']
  return (
    <>
      <Button onClick={() => void navigate({ to: licensePath(id) })}>Open</Button>
      <Menu position="bottom-end" shadow="md" width={300}>
        <Menu.Target>
          <Button
            variant="default"
            loading={!data}
            disabled={data !== undefined && acts.length === 0 && !mail}
            rightSection={<Icon path={mdiChevronDown} size={16} />}
          >
            Action
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map((act) => (
            <Menu.Item
              key={act.label}
              className="t-command"
              aria-disabled={act.reason !== null || undefined}
              data-off={act.reason !== null || undefined}
              closeMenuOnClick={act.reason === null}
              onClick={() => act.reason === null && act.to && void navigate({ to: act.to })}
            >
              {act.label}
              {act.reason !== null && <span className="t-command-reason">{act.reason}</span>}
            </Menu.Item>
          ))}
          {mail && (
            <Menu.Item
              className="t-command"
              aria-disabled={!mail.allowed || undefined}
              data-off={!mail.allowed || undefined}
              closeMenuOnClick={mail.allowed}
              onClick={() => mail.allowed && setMailing(true)}
            >
              Mail
              {!mail.allowed && <span className="t-command-reason">{mail.reason}</span>}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isMailing && data && (
        <MailDialog id={data.id} shipToEmail={data.shipToEmail} onClose={() => setMailing(false)} />
      )}
    </>
  )
}
