import { z } from 'zod'
import { defineQuery } from '../operation/define.ts'

/** A column as a person who prepares a file needs to know it. */
const ColumnView = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  isRequired: z.boolean(),
  choices: z.array(z.string()),
  help: z.string(),
  example: z.string(),
})

/** A kind of record of an import. */
const RecordKindView = z.object({
  kind: z.string(),
  key: z.string(),
  label: z.string(),
  help: z.string(),
  columns: z.array(ColumnView),
  partsField: z.string().nullable(),
})

export const listImportKinds = defineQuery({
  name: 'list-import-kinds',
  summary: 'What can be imported: imports, their kinds of records and the columns of each.',
  rows: ['PRD-06'],
  rest: { method: 'GET', path: '/v1/import-kinds' },
  permission: 'imports.run',
  input: z.object({}),
  output: z.object({
    imports: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        help: z.string(),
        recordKinds: z.array(RecordKindView),
      }),
    ),
  }),
})
