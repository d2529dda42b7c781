import { ActionIcon, Button, Input } from '@mantine/core'
import { mdiClose, mdiPlus } from '@mdi/js'
import { Icon } from '../format/Icon.tsx'
import { problemAt } from './field-problems.ts'
import { initialValues, type FieldSpec } from './field-specs.ts'
import { getAt, type FormState } from './form-state.ts'
import type { ReactNode } from 'react'

interface RowsFieldProps {
  readonly spec: FieldSpec
  readonly path: string
  readonly state: FormState
  /** Draws one field of a line. */
  readonly field: (spec: FieldSpec, path: string) => ReactNode
}

/** A list of small records as a table: one line each, one button to add, one to take away. */
export function RowsField({ spec, path, state, field: draw }: RowsFieldProps) {
  const rows = (getAt(state.values, path) ?? []) as readonly Record<string, unknown>[]
  const add = () => state.set(path, [...rows, initialValues(spec.fields, {})])
  const remove = (at: number) =>
    state.set(
      path,
      rows.filter((_row, index) => index !== at),
    )
  const error = problemAt(state.problems, path)
  return (
    <fieldset className="t-fieldset" data-path={path}>
      <legend>{spec.label}</legend>
      {spec.help && <p className="t-hint">{spec.help}</p>}
      {rows.length > 0 && (
        <table className="t-rows">
          <thead>
            <tr>
              {spec.fields.map((field) => (
                <th key={field.key} scope="col" data-kind={field.kind}>
                  {field.label}
                </th>
              ))}
              <th>
                <span className="t-unseen">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((_row, at) => (
              <tr key={at}>
                {spec.fields.map((field) => (
                  <td key={field.key} data-kind={field.kind}>
                    {draw(field, `${path}.${at}.${field.key}`)}
                  </td>
                ))}
                <td>
                  <ActionIcon
                    aria-label={`Remove line ${at + 1} of ${spec.label}`}
                    onClick={() => remove(at)}
                    size="lg"
                  >
                    <Icon path={mdiClose} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {error && <Input.Error>{error}</Input.Error>}
      <Button variant="default" leftSection={<Icon path={mdiPlus} size={16} />} onClick={add}>
        Add to {spec.label.toLowerCase()}
      </Button>
    </fieldset>
  )
}
