import type { OutputOf } from '@tallystick/api/client.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import type { RecordKind } from '@tallystick/settings/model.ts'
import { getCustomFields } from '@tallystick/settings/operations/custom-attributes.contract.ts'

/** A custom attribute as forms and pages need it. */
export type CustomField = OutputOf<typeof getCustomFields>['fields'][number]

/** The values that a copy may take over: those of attributes that are still offered, all where none is defined. */
export function copiedValues(
  all: readonly CustomField[],
  kind: RecordKind,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const fields = all.filter(({ recordKind }) => recordKind === kind)
  const isOffered = (name: string) => fields.some((field) => field.name === name && field.isEditable)
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.length === 0 || isOffered(name)))
}

const NONE: readonly CustomField[] = []
const NOTHING = {}

/** The custom attributes of a kind of record in their order; none until they are read. */
export function useCustomFields(kind: RecordKind): readonly CustomField[] {
  const { data } = useOperation(getCustomFields, NOTHING)
  return data ? data.fields.filter(({ recordKind }) => recordKind === kind) : NONE
}
