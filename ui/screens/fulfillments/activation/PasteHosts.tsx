import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { mdiAlertCircleOutline, mdiCheck } from '@mdi/js'
import type { HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { parseHostIdList, type HostIdListEntry } from '@tallystick/hosts/rules/host-id-list.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useMemo, useState } from 'react'
import type { DraftHost, DraftHostId } from './draft.ts'
import { hostSettings, typesOffered } from './form.ts'
import { repeatProblem, typeLabel, type AddHostProps } from './host-draft.ts'
import { sentencesOf } from './say.ts'

interface Verdict {
  readonly line: number
  readonly input: string
  readonly hostId: DraftHostId | null
  readonly sentence: string
}

/** A pasted column of host IDs, with a verdict for every line. What is good can be added, the rest says why not. */
export function PasteHosts({
  form,
  hosts,
  request,
  onAdd,
  onClose,
}: AddHostProps & { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const [type, setType] = useState<HostTypeKey | null>(null)
  const { use } = request
  const verdicts = useMemo(
    () => parseHostIdList(text, use, hostSettings(form), type).map((entry) => verdictOf(entry, hosts, use)),
    [text, type, form, use, hosts],
  )
  const good = verdicts.flatMap(({ hostId }) => (hostId ? [hostId] : []))
  const wrong = verdicts.length - good.length
  return (
    <Stack gap="md">
      <Select
        label="Type"
        data={typesOffered(form, use).map((key) => ({ value: key, label: typeLabel(key) }))}
        placeholder="Recognize each by its shape"
        clearable
        searchable
        value={type}
        onChange={(next) => setType(next as HostTypeKey | null)}
      />
      <Textarea
        label="Host IDs"
        description="One per line, or parted by commas."
        data-autofocus
        autosize
        minRows={5}
        maxRows={10}
        spellCheck={false}
        className="w-mono-input"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} />}
      <Group justify="space-between" gap="xs">
        <output className="w-kind">
          {wrong > 0 &&
            `${countText(wrong, 'line')} cannot be used and ${wrong === 1 ? 'is' : 'are'} left out.`}
        </output>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={good.length === 0} onClick={() => onAdd(good.map((id) => [id]))}>
            {good.length === 0 ? 'Add' : `Add ${countText(good.length, 'host')}`}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}

function verdictOf(
  { line, input, result }: HostIdListEntry,
  hosts: readonly DraftHost[],
  use: HostUse,
): Verdict {
  if (isRefusal(result)) return { line, input, hostId: null, sentence: sentencesOf(result) }
  const repeated = repeatProblem(hosts, use, [result.hostId])
  if (repeated) return { line, input, hostId: null, sentence: repeated }
  return { line, input, hostId: result.hostId, sentence: typeLabel(result.hostId.type) }
}

function Verdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
    <section className="w-paste-box" tabIndex={0} aria-label="What becomes of each line">
      <table className="w-paste">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Host ID</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ line, input, hostId, sentence }, at) => (
            <tr key={`${at}-${input}`}>
              <td className="t-figure">{line}</td>
              <td className="t-mono">{hostId?.text ?? input}</td>
              <td className={hostId ? 'w-good' : 'w-bad'}>
                <Icon path={hostId ? mdiCheck : mdiAlertCircleOutline} size={14} /> {sentence}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
