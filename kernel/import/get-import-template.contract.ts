import { z } from 'zod'
import { defineQuery } from '../operation/define.ts'

export const getImportTemplate = defineQuery({
  name: 'get-import-template',
  summary: 'A CSV file with the headings of a kind of record and an example row.',
  rows: ['PRD-06'],
  rest: { method: 'GET', path: '/v1/import-kinds/{importName}/{recordKind}/template' },
  permission: 'imports.run',
  input: z.object({ importName: z.string().min(1).max(60), recordKind: z.string().min(1).max(60) }),
  output: z.object({ fileName: z.string(), text: z.string() }),
})
