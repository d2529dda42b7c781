import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { parseHostId } from '@tallystick/hosts/rules/host-id.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { useState } from 'react'
import type { DraftHostId } from './draft.ts'
import { hostSettings, type KnownHost } from './form.ts'
import { repeatProblem, typeLabel, type AddHostProps } from './host-draft.ts'

interface KnownHostsProps extends AddHostProps {
  readonly known: readonly KnownHost[]
  readonly onClose: () => void
}

const SHOWN_MAX = 200

/** Chooses hosts that the account used before. Those that are not allowed here say why. */
export function KnownHosts({ form, hosts, request, known, onAdd, onClose }: KnownHostsProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const rows = known
    .map((host) => ({ host, ids: idsOf(host) }))
    .filter(({ host }) => host.label.toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, SHOWN_MAX)
  function idsOf(host: KnownHost): readonly DraftHostId[] | null {
    const settings = hostSettings(form)
    const read = host.hostIds.map((id) => parseHostId(id.type, id.text, request.use, settings))
    return read.flatMap((one) => (isRefusal(one) ? [] : [one.hostId])).length === read.length
      ? read.flatMap((one) => (isRefusal(one) ? [] : [one.hostId]))
      : null
  }
  const add = () => {
    const sets = known.filter((host) => chosen.includes(host.id)).flatMap((host) => idsOf(host) ?? [])
    onAdd(request.isTriad ? [sets] : sets.map((id) => [id]))
  }
  return (
    <Stack gap="md">
      {known.length > 8 && (
        <TextInput
          aria-label="Search the hosts"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Checkbox.Group
        value={[...chosen]}
        onChange={(next) => setChosen(request.isTriad ? next.slice(-1) : next)}
      >
        <Stack gap={8} className="w-paste-box">
          {rows.map(({ host, ids }) => {
            const repeated = ids && repeatProblem(hosts, request.use, ids)
            const reason =
              ids === null
                ? 'This type is not allowed for this license.'
                : repeated
                  ? 'Is in the list already.'
                  : null
            return (
              <Checkbox
                key={host.id}
                value={host.id}
                disabled={reason !== null}
                label={<span className="t-mono">{host.label}</span>}
                description={reason ?? host.hostIds.map((id) => typeLabel(id.type)).join(', ')}
              />
            )
          })}
        </Stack>
      </Checkbox.Group>
      {rows.length === 0 && <p className="t-hint">No host is called that.</p>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={chosen.length === 0} onClick={add}>
          {chosen.length === 0 ? 'Add' : `Add ${countText(chosen.length, 'host')}`}
        </Button>
      </Group>
    </Stack>
  )
}
