import type { Api } from '@tallystick/api/client.ts'
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { mdiMagnify } from '@mdi/js'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useApi } from '../data/api-context.tsx'
import { Icon } from '../format/Icon.tsx'
import type { FoundRecord, IdSearch, NavEntry } from '../portal/area.ts'
import { useSession } from '../session/session.ts'

interface PaletteProps {
  readonly entries: readonly NavEntry[]
  readonly searches: readonly IdSearch[]
  readonly onClose: () => void
}

interface FoundGroup {
  readonly label: string
  readonly records: readonly FoundRecord[]
}

/** Goes to any page, and finds any ID across the kinds of records that the user may see. */
export function Palette({ entries, searches, onClose }: PaletteProps) {
  const api = useApi()
  const session = useSession()
  const navigate = useNavigate()
  const combobox = useCombobox({ opened: true })
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 180)
  const pages = useMemo(
    () => entries.filter((entry) => session.may(entry.permission) && matches(entry, text)),
    [entries, session, text],
  )
  const seen = searches.filter((search) => session.may(search.permission))
  const found = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => findAll(api, seen, asked, signal),
    enabled: asked.length >= 2,
  })
  const go = (to: string) => {
    onClose()
    void navigate({ to })
  }
  const groups = asked.length >= 2 && found.data ? found.data : []
  const isEmpty = pages.length === 0 && groups.length === 0
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      size="lg"
      attributes={{ content: { 'aria-label': 'Find a page or an ID' } }}
      transitionProps={{ duration: 0 }}
    >
      <Combobox store={combobox} onOptionSubmit={go} withinPortal={false}>
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            aria-label="Find a page or an ID"
            placeholder="Page, name or ID"
            size="md"
            variant="unstyled"
            className="t-palette-input"
            leftSection={<Icon path={mdiMagnify} />}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              combobox.selectFirstOption()
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className="t-palette" aria-label="Results">
          {pages.length > 0 && (
            <Combobox.Group label="Pages">
              {pages.slice(0, text ? 8 : 30).map((entry) => (
                <Combobox.Option key={entry.to} value={entry.to}>
                  <Icon path={entry.icon} />
                  {entry.label}
                  <span className="t-muted">{entry.group}</span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {groups.map((group) => (
            <Combobox.Group key={group.label} label={group.label}>
              {group.records.map((record) => (
                <Combobox.Option key={record.to} value={record.to}>
                  {record.label}
                  {record.detail && <span className="t-muted">{record.detail}</span>}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {isEmpty && (
            <Combobox.Empty>{found.isFetching ? 'Searching…' : 'Nothing is called that.'}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox>
    </Modal>
  )
}

function matches(entry: NavEntry, text: string): boolean {
  const words = `${entry.label} ${entry.group} ${entry.words ?? ''}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.includes(part))
}

/** Asks all kinds at once; one that fails does not hide the others. */
async function findAll(
  api: Api,
  searches: readonly IdSearch[],
  text: string,
  signal: AbortSignal,
): Promise<FoundGroup[]> {
  const results = await Promise.allSettled(searches.map((search) => search.find(api, text, signal)))
  return results.flatMap((result, at) => {
    const records = result.status === 'fulfilled' ? result.value : []
    return records.length > 0 ? [{ label: (searches[at] as IdSearch).label, records }] : []
  })
}
