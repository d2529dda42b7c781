import { Button, Group, NumberInput, SegmentedControl, Stack, Textarea } from '@mantine/core'
import {
  addWebRegisterKeys,
  generateManyWebRegisterKeys,
  generateWebRegisterKeys,
  KEYS_AT_ONCE,
} from '@tallystick/entitlements/operations/web-register-keys.contract.ts'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { KeyedLineItem } from './BulkEntitlementPage.tsx'
import { repeatedKeys } from './repeated-keys.ts'

interface MakeKeysProps {
  readonly lineItem: KeyedLineItem
  readonly onClose: () => void
}

/** Adds keys to a bulk line item: so many random ones, or those that are pasted. */
export function MakeKeysDialog({ lineItem, onClose }: MakeKeysProps) {
  const [way, setWay] = useState<'generate' | 'paste'>('generate')
  const [count, setCount] = useState<number | null>(Math.min(lineItem.mayBeMade, KEYS_AT_ONCE))
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const keys = text.split(/\r?\n/).flatMap((line) => line.trim() || [])
  const commands = useMakeKeys(lineItem.id, onClose)
  const wrong = way === 'generate' ? countProblem(count, lineItem.mayBeMade) : pasteProblem(keys)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong !== null) return
    if (way === 'generate') commands.generate(count ?? 0)
    else commands.add(keys)
  }
  const number = way === 'generate' ? (count ?? 0) : keys.length
  return (
    <Dialog onClose={onClose} title={`Keys of ${lineItem.products}`}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <p>
            {countText(lineItem.mayBeMade, 'key')} more can be made: one for each of the{' '}
            {numberText(lineItem.copies)} copies.
          </p>
          <SegmentedControl
            aria-label="Where the keys come from"
            value={way}
            onChange={(next) => setWay(next as typeof way)}
            data={[
              { value: 'generate', label: 'Generate' },
              { value: 'paste', label: 'Paste' },
            ]}
          />
          {way === 'generate' ? (
            <NumberInput
              label="Number of keys"
              description={
                number > KEYS_AT_ONCE
                  ? 'So many are made by a job; it goes on when you leave this page.'
                  : undefined
              }
              data-autofocus
              hideControls
              allowDecimal={false}
              value={count ?? ''}
              error={isTried ? wrong : null}
              onChange={(next) => setCount(next === '' ? null : Number(next))}
            />
          ) : (
            <Textarea
              label="Keys"
              description={
                <>
                  One in a line, {numberText(KEYS_AT_ONCE)} at most. Longer lists are{' '}
                  <Link to="/imports/new?import=web-register-keys">imported from a file</Link>.
                </>
              }
              data-autofocus
              autosize
              minRows={5}
              maxRows={12}
              classNames={{ input: 't-mono' }}
              value={text}
              error={isTried ? wrong : null}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <RefusalNotice problem={commands.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={commands.isPending}>
              {way === 'generate' ? 'Generate' : 'Add'} {number > 0 ? countText(number, 'key') : 'keys'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function useMakeKeys(id: string, onClose: () => void) {
  const navigate = useNavigate()
  const says = ({ keys }: { readonly keys: readonly string[] }) => `${countText(keys.length, 'key')} added.`
  const few = useCommand(generateWebRegisterKeys, { says, onDone: onClose })
  const many = useCommand(generateManyWebRegisterKeys, {
    onDone: ({ jobId }) => void navigate({ to: `/jobs/${jobId}` }),
  })
  const given = useCommand(addWebRegisterKeys, { says, onDone: onClose })
  return {
    generate: (count: number) => (count > KEYS_AT_ONCE ? many : few).mutate({ id, count }),
    add: (keys: readonly string[]) => given.mutate({ id, keys: [...keys] }),
    isPending: few.isPending || many.isPending || given.isPending,
    error: few.error ?? many.error ?? given.error,
  }
}

function countProblem(count: number | null, most: number): string | null {
  if (count === null || !Number.isInteger(count) || count < 1) return 'A whole number from 1 is needed.'
  return count > most ? `At most ${numberText(most)} can be made.` : null
}

function pasteProblem(keys: readonly string[]): string | null {
  if (keys.length === 0) return 'Paste at least one key.'
  const twice = repeatedKeys(keys)
  if (twice.length > 0) return `These stand here more than once: ${twice.slice(0, 5).join(', ')}.`
  return keys.length > KEYS_AT_ONCE ? `At most ${numberText(KEYS_AT_ONCE)} at once.` : null
}
