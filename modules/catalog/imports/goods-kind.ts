import type { ImportPlan, ImportRecord, RecordKind, RecordName } from '@tallystick/kernel/import/define.ts'
import type { QueryContext, Step } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues } from '@tallystick/settings/model.ts'
import type { CatalogState, GoodsKind } from '../model.ts'
import { changedFields, nameReferences } from '../reference-fields.ts'
import { catalogStates, lifecycle, type StateCommand } from '../rules/lifecycle.ts'
import type { GoodsStore } from '../store/goods-store.ts'
import { customOf } from './custom-column.ts'
import { findNamedOrNull, refOf } from '../store/references.ts'

/** How records of one kind of goods become commands; the rest is the same for all kinds. */
export interface GoodsImport<F extends object> {
  readonly store: GoodsStore<F>
  /** The noun of its commands: `create-<noun>`, `update-<noun>`. */
  readonly noun: string
  /** The record in the shape of the create command, without what the file leaves out. */
  readonly fieldsOf: (ctx: QueryContext, record: ImportRecord) => Partial<F>
  /** Whether the public name is `name@version`. */
  readonly hasVersion: boolean
  /** Records of the same file that a record may name. */
  readonly names?: (record: ImportRecord) => readonly RecordName[]
}

/** The column of goods that says which state they shall have in the end. */
export const stateColumn: RecordKind['columns'][number] = {
  name: 'state',
  label: 'State',
  type: 'choice',
  choices: catalogStates,
  help: 'The state it shall have in the end. New records stay drafts when it is empty, others as they are.',
  example: 'deployed',
}

/** Name, names and plan of a record kind for goods. */
export function goodsKind<F extends object>(
  goods: GoodsImport<F>,
): Pick<RecordKind, 'nameOf' | 'names' | 'plan' | 'columnOf'> {
  const nameOf = (record: ImportRecord) => {
    const name = String(record['name'] ?? '')
    return goods.hasVersion && name !== '' ? refOf(name, String(record['version'] ?? '')) : name
  }
  return {
    nameOf,
    columnOf: { customAttributes: 'custom' },
    names: (record) => goods.names?.(record) ?? [],
    plan: (ctx, record) => planGoods(ctx, goods, nameOf(record), record),
  }
}

async function planGoods<F extends object>(
  ctx: QueryContext,
  goods: GoodsImport<F>,
  ref: string,
  record: ImportRecord,
): Promise<ImportPlan> {
  const { store, noun } = goods
  const fields = goods.fieldsOf(ctx, record)
  const state = record['state'] as CatalogState | undefined
  const found = await findNamedOrNull(ctx, store.kind, ref)
  if (!found || found.productKind !== store.productKind) {
    const deploy = state !== undefined && state !== 'draft'
    const given = { ...fields, ...(await customOfGoods(ctx, store.kind, record, null)), deploy }
    const create = { operation: `create-${noun}`, input: () => given }
    const idOf = (answers: readonly unknown[]) => (answers[0] as { id: string }).id
    const later = deploy ? stateSteps(store.kind, 'deployed', state, idOf) : []
    return { isNew: true, steps: [create, ...later] }
  }
  const current = await store.read(ctx, found.id)
  const custom = await customOfGoods(ctx, store.kind, record, current.fields)
  const given = { ...fields, ...custom } as F
  const named = await nameReferences(ctx, given, store.references, 'none')
  const wanted = store.tidy({ ...current.fields, ...named.fields })
  const changed = changedFields(current.fields, wanted)
  const values = Object.entries(wanted).filter(([field]) => changed.includes(field))
  const input = { id: current.id, rowVersion: current.rowVersion, ...Object.fromEntries(values) }
  const update = changed.length > 0 ? [{ operation: `update-${noun}`, input: () => input }] : []
  return {
    isNew: false,
    steps: [...update, ...stateSteps(store.kind, current.state, state, () => current.id)],
  }
}

async function customOfGoods(
  ctx: QueryContext,
  kind: GoodsKind,
  record: ImportRecord,
  before: object | null,
) {
  if (kind !== 'product' && kind !== 'feature') return {}
  const present = before && ((before as { customAttributes?: AttributeValues }).customAttributes ?? {})
  return customOf(ctx, kind, record['custom'], present)
}

const moves: readonly StateCommand[] = ['deploy', 'inactivate', 'reactivate', 'return-to-draft', 'obsolete']

/**
 * The shortest way from a state to the wanted one by the commands of the life cycle. Where there is no way, the
 * first command that would be needed is asked for, so that its own refusal says why not.
 */
function stateSteps(
  kind: GoodsKind,
  from: CatalogState,
  to: CatalogState | undefined,
  idOf: (answers: readonly unknown[]) => string,
): Step[] {
  if (to === undefined || from === to) return []
  const way = wayTo(from, to) ?? [to === 'draft' ? 'return-to-draft' : 'deploy']
  return way.map((move) => {
    const operation = move === 'return-to-draft' ? `return-${kind}-to-draft` : `${move}-${kind}`
    return { operation, input: (answers) => ({ id: idOf(answers) }) }
  })
}

function wayTo(from: CatalogState, to: CatalogState): readonly StateCommand[] | null {
  const open: { readonly state: CatalogState; readonly way: readonly StateCommand[] }[] = [
    { state: from, way: [] },
  ]
  const seen = new Set<string>([from])
  for (let next = open.shift(); next; next = open.shift()) {
    if (next.state === to) return next.way
    for (const move of moves) {
      const state = lifecycle[next.state][move]
      if (state === undefined || state === 'gone' || seen.has(state)) continue
      seen.add(state)
      open.push({ state, way: [...next.way, move] })
    }
  }
  return null
}
