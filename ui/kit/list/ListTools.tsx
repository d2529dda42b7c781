import type { ListQuestion } from '@tallystick/api/client.ts'
import { ActionIcon, Button, Menu, Modal, Tooltip } from '@mantine/core'
import {
  mdiCodeTags,
  mdiDotsHorizontal,
  mdiDownloadOutline,
  mdiPrinterOutline,
  mdiViewColumnOutline,
} from '@mdi/js'
import type { ListContract } from '@tallystick/kernel/list/define.ts'
import { useState } from 'react'
import { useApi } from '../data/api-context.tsx'
import { CallText } from '../feedback/ApiCall.tsx'
import { Icon } from '../format/Icon.tsx'
import type { ColumnChoice } from './use-columns.ts'
import type { ListPrint } from './use-print.ts'

interface ListToolsProps {
  readonly list: ListContract
  readonly question: ListQuestion
  readonly columns: ColumnChoice
  readonly isEmpty: boolean
  readonly printing: ListPrint
}

/** Columns, export, print and the API call of a list. */
export function ListTools({ list, question, columns, isEmpty, printing }: ListToolsProps) {
  const api = useApi()
  const [isCallShown, setCallShown] = useState(false)
  return (
    <div className="t-tools t-noprint">
      <Menu closeOnItemClick={false} position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<Icon path={mdiViewColumnOutline} />}>
            Columns
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="t-menu-scroll">
          {Object.entries(list.columns).map(([key, column]) => {
            const isShown = columns.shown.includes(key)
            return (
              <Menu.CheckboxItem
                key={key}
                checked={isShown}
                disabled={isShown && columns.shown.length === 1}
                onChange={() => columns.toggle(key)}
              >
                {column.label}
              </Menu.CheckboxItem>
            )
          })}
          <Menu.Divider />
          <Menu.Item disabled={columns.isUsual} onClick={() => columns.reset()}>
            Usual columns
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Tooltip label="Export, print, API">
            <ActionIcon variant="default" size={32} aria-label="More for this list">
              <Icon path={mdiDotsHorizontal} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={api.csvUrl(list, { ...question, columns: columns.shown })}
            download
            disabled={isEmpty}
            leftSection={<Icon path={mdiDownloadOutline} />}
          >
            Export all that match (CSV)
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon path={mdiPrinterOutline} />}
            disabled={isEmpty || printing.isReading}
            onClick={printing.begin}
          >
            Print
          </Menu.Item>
          <Menu.Item leftSection={<Icon path={mdiCodeTags} />} onClick={() => setCallShown(true)}>
            View as API call
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isCallShown} onClose={() => setCallShown(false)} title="As an API call" size="lg">
        {isCallShown && <CallText text={api.listAsCurl(list, question)} />}
      </Modal>
    </div>
  )
}
