import type { CommandsView, Contract } from '@tallystick/kernel/operation/define.ts'
import { recordCommand, type RecordCommand } from '@tallystick/kit/details/commands.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { kindWord, recordPath } from './paths.ts'

/** A record that a view names or that refers to it. */
export interface Neighbour {
  readonly kind: string
  readonly id: string
  readonly label: string
  readonly state: string
}

/** What views of features, bundles, license models and products have in common. */
export interface GoodsView {
  readonly id: string
  readonly label: string
  readonly state: string
  readonly rowVersion: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly named: readonly (Neighbour & { readonly field: string; readonly ref: string })[]
  readonly usedBy: readonly Neighbour[]
  readonly commands: CommandsView
}

/** The contracts by which the state of goods changes; they all take the record's ID alone. */
export interface StateContracts {
  readonly update: Contract
  readonly copy: Contract
  readonly deploy: Contract
  readonly inactivate: Contract
  readonly reactivate: Contract
  readonly returnToDraft: Contract
  readonly obsolete: Contract
  readonly remove: Contract
}

/** All commands of goods, the most likely first. `place` is the list's address, `create` that of the form for copies. */
export function goodsCommands(
  goods: GoodsView,
  contracts: StateContracts,
  place: string,
  create: string,
  go: (to: string) => void,
): readonly RecordCommand[] {
  const { id, label } = goods
  const act = (contract: Contract, words: string, consequence: string, done: string, isDanger = false) =>
    recordCommand(contract, words, {
      input: { id } as never,
      confirm: { title: `${words} ${label}?`, consequence, isDanger },
      says: `${label} ${done}.`,
    })
  return [
    act(
      contracts.deploy,
      'Deploy',
      'It can be sold and used from now on, and most of it can no longer be edited.',
      'is deployed',
    ),
    recordCommand(contracts.update, 'Edit', { to: `${place}/${id}/edit` }),
    act(
      contracts.reactivate,
      'Reactivate',
      'New entitlements and products may refer to it again.',
      'is active again',
    ),
    recordCommand(contracts.copy, 'New from this', { to: `${create}?from=${id}` }),
    act(
      contracts.returnToDraft,
      'Return to draft',
      'It can be edited again, and cannot be used until it is deployed once more.',
      'is a draft again',
    ),
    act(
      contracts.inactivate,
      'Inactivate',
      'Nothing new may refer to it. What refers to it already stays as it is, and it can be reactivated.',
      'is inactive',
    ),
    act(
      contracts.obsolete,
      'Make obsolete',
      'It is over for good: nothing new may refer to it, and this cannot be taken back. Licenses that were issued stay valid.',
      'is obsolete',
      true,
    ),
    recordCommand(contracts.remove, 'Delete', {
      input: { id } as never,
      confirm: { title: `Delete ${label}?`, consequence: 'The draft is removed for good.', isDanger: true },
      says: `${label} is deleted.`,
      onDone: () => go(place),
    }),
  ]
}

/** Who refers to the record. */
export function UsedBy({ goods }: { readonly goods: GoodsView }) {
  return (
    <SimpleTable
      label="Used by"
      rows={goods.usedBy}
      keyOf={(one) => one.kind + one.id}
      empty="Nothing refers to it."
      columns={[
        { label: 'Name', cell: (one) => <RecordLink record={one} /> },
        { label: 'Kind', cell: (one) => kindWord(one.kind) },
        { label: 'State', cell: (one) => <StateBadge state={one.state} /> },
      ]}
    />
  )
}

/** The name of a record, leading to its page where there is one. */
export function RecordLink({ record }: { readonly record: Neighbour }) {
  const to = recordPath(record.kind, record.id)
  return to ? (
    <Link to={to} className="t-row-link">
      {record.label}
    </Link>
  ) : (
    <>{record.label}</>
  )
}

/** The record behind a reference of a field, or its bare name. */
export function NamedRef({
  goods,
  field,
  name,
}: {
  readonly goods: GoodsView
  readonly field: string
  readonly name: string
}) {
  const record = goods.named.find((one) => one.field === field && one.ref === name)
  return record ? <RecordLink record={record} /> : <>{name}</>
}
