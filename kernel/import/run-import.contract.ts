import { z } from 'zod'
import { defineCommand, JobReference } from '../operation/define.ts'

/** What becomes of a record. */
export const Outcome = z.enum(['created', 'changed', 'unchanged', 'refused'])

/** What became of a record, as data. */
export type Outcome = z.infer<typeof Outcome>

/** Records by what became of them. */
export const Figures = z.object({
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

export const runImport = defineCommand({
  name: 'run-import',
  summary: 'Import an uploaded file record by record; with a dry run, only say what would become of each.',
  rows: ['PRD-06', 'BEY-13'],
  rest: { method: 'POST', path: '/v1/imports' },
  permission: 'imports.run',
  queued: true,
  input: z.object({
    uploadId: z.string().min(1).max(255).meta({ label: 'Upload', help: 'The answer of POST /v1/uploads.' }),
    importName: z.string().min(1).max(60).meta({ label: 'Import' }),
    format: z.enum(['csv', 'json', 'ndjson']).meta({ label: 'Format' }),
    recordKind: z.string().max(60).optional().meta({
      label: 'Records',
      help: 'Which records the file holds. Not needed for a JSON object of arrays.',
    }),
    dryRun: z.boolean().default(false).meta({ label: 'Dry run', help: 'Nothing is written but the report.' }),
  }),
  output: JobReference,
  refusals: ['import-unknown', 'record-kind-unknown', 'record-kind-missing'],
  audit: { action: 'import.queued', subjects: ['job'] },
})

/** The report of a finished import, as its job keeps it. */
export const ImportReport = z.object({
  fileName: z.string(),
  rows: z.int().meta({ description: 'Rows (CSV) or records (JSON) of the file.' }),
  figures: Figures,
  warnings: z.array(z.string()),
})

/** The report as data. */
export type ImportReport = z.infer<typeof ImportReport>
