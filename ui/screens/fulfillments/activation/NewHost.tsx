import { Button, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { hostIdWarnings } from '@tallystick/hosts/rules/host-id.ts'
import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { useState, type FormEvent } from 'react'
import type { DraftHostId } from './draft.ts'
import { typesOffered, type ActivationForm } from './form.ts'
import {
  isValueless,
  readTyped,
  repeatProblem,
  triadProblem,
  typeLabel,
  type TypedHost,
  type AddHostProps,
} from './host-draft.ts'

const RANKS = ['Primary server', 'Secondary server', 'Tertiary server']

/** A new host: its type, its value, checked as the server checks it. Three of them for a redundant set. */
export function NewHost({
  form,
  hosts,
  request,
  onAdd,
  onClose,
}: AddHostProps & { readonly onClose: () => void }) {
  const { use, isTriad } = request
  const first = startType(form, use)
  const [typed, setTyped] = useState<readonly TypedHost[]>(() =>
    Array.from({ length: isTriad ? 3 : 1 }, () => ({ type: first, value: '', hostName: '', port: null })),
  )
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)
  const read = typed.map((one) => readTyped(one, use, form))
  const put = (at: number, patch: Partial<TypedHost>) => {
    setProblem(null)
    setTyped(typed.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setLeft(new Set(typed.keys()))
    const wrong = read.findIndex((one) => 'problem' in one)
    if (wrong >= 0) return document.getElementById(`host-value-${wrong}`)?.focus()
    const ids = read.flatMap((one) => ('hostId' in one ? [one.hostId] : []))
    const refused = (isTriad ? triadProblem(ids) : null) ?? repeatProblem(hosts, use, ids)
    if (refused) return setProblem(refused)
    return onAdd([ids])
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isTriad && <p className="t-hint">If one of the three stops, the other two go on serving.</p>}
        {typed.map((one, at) => (
          <HostFields
            // The order of the three is their rank.
            key={RANKS[at]}
            at={at}
            legend={isTriad ? (RANKS[at] ?? '') : null}
            typed={one}
            types={typesOffered(form, use)}
            use={use}
            problem={left.has(at) ? problemOf(read[at]) : null}
            accepted={acceptedOf(read[at])}
            onChange={(patch) => put(at, patch)}
            onLeave={() => one.value !== '' && setLeft(new Set([...left, at]))}
          />
        ))}
        {problem && (
          <p className="w-error" role="alert">
            {problem}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">{isTriad ? 'Add the three servers' : 'Add'}</Button>
        </Group>
      </Stack>
    </form>
  )
}

interface HostFieldsProps {
  readonly at: number
  readonly legend: string | null
  readonly typed: TypedHost
  readonly types: readonly HostTypeKey[]
  readonly use: HostUse
  readonly problem: string | null
  readonly accepted: DraftHostId | null
  readonly onChange: (patch: Partial<TypedHost>) => void
  readonly onLeave: () => void
}

function HostFields({
  at,
  legend,
  typed,
  types,
  use,
  problem,
  accepted,
  onChange,
  onLeave,
}: HostFieldsProps) {
  const type = hostTypeOf(typed.type)
  const fields = (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label="Type"
          data={types.map((key) => ({ value: key, label: typeLabel(key) }))}
          value={typed.type}
          onChange={(next) => next && onChange({ type: next as HostTypeKey })}
          allowDeselect={false}
          searchable
          maxDropdownHeight={320}
        />
        <TextInput
          id={`host-value-${at}`}
          label="Host ID"
          data-autofocus={at === 0 || undefined}
          description={isValueless(typed.type) ? 'Needs no value.' : `For example ${type?.example ?? ''}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          className="w-mono-input"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          disabled={isValueless(typed.type)}
          value={isValueless(typed.type) ? (type?.example ?? '') : typed.value}
          error={problem}
          onChange={(event) => onChange({ value: event.currentTarget.value })}
          onBlur={onLeave}
        />
      </SimpleGrid>
      {accepted && <Accepted id={accepted} typed={typed.value} />}
      {use === 'server' && (
        <details>
          <summary className="w-kind">Host name and port (optional)</summary>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt={8}>
            <TextInput
              label="Host name"
              description="Name of the machine in your network."
              value={typed.hostName}
              maxLength={255}
              onChange={(event) => onChange({ hostName: event.currentTarget.value })}
            />
            <NumberInput
              label="Port"
              description="Leave empty for the usual one."
              min={1}
              max={65_535}
              allowDecimal={false}
              hideControls
              value={typed.port ?? ''}
              onChange={(next) => onChange({ port: typeof next === 'number' ? next : null })}
            />
          </SimpleGrid>
        </details>
      )}
    </Stack>
  )
  if (legend === null) return fields
  return (
    <fieldset className="w-fieldset">
      <legend>{legend}</legend>
      {fields}
    </fieldset>
  )
}

const WARNINGS: Readonly<Record<string, string>> = {
  'host-id-locks-nothing': 'This does not tie the license to a machine: it runs anywhere.',
}

/** How the license will spell the host, if that differs, and what is hardly meant. */
function Accepted({ id, typed }: { readonly id: DraftHostId; readonly typed: string }) {
  const warnings = hostIdWarnings(id)
  return (
    <output className="w-kind">
      {id.text !== typed.trim() && (
        <span>
          In the license: <span className="t-mono">{id.text}</span>{' '}
        </span>
      )}
      {warnings.map((code) => (
        <div key={code}>
          {WARNINGS[code] ?? 'This address is reserved for special purposes. Is it right?'}
        </div>
      ))}
    </output>
  )
}

/** Most people know their Ethernet address or host name; without either, the first type that is allowed. */
function startType(form: ActivationForm, use: HostUse): HostTypeKey {
  const offered = typesOffered(form, use)
  const usual: readonly HostTypeKey[] = ['ethernet', 'hostname']
  return usual.find((type) => offered.includes(type)) ?? offered[0] ?? 'ethernet'
}

function problemOf(read: ReturnType<typeof readTyped> | undefined): string | null {
  return read && 'problem' in read ? read.problem : null
}

function acceptedOf(read: ReturnType<typeof readTyped> | undefined): DraftHostId | null {
  return read && 'hostId' in read ? read.hostId : null
}
