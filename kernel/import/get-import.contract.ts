import { z } from 'zod'
import { JobState } from '../jobs/jobs.contract.ts'
import { defineQuery } from '../operation/define.ts'
import { Figures } from './run-import.contract.ts'

/** One import with its figures; rows are read by `list-import-rows`. */
export const ImportView = z.object({
  id: z.string(),
  importName: z.string(),
  format: z.string(),
  recordKind: z.string().nullable(),
  isDryRun: z.boolean(),
  fileName: z.string(),
  /** The file, for another run over it; null when it is kept no longer. */
  uploadId: z.string().nullable(),
  state: JobState,
  /** Why the file as a whole was not imported. */
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
  figures: Figures,
  rowsDone: z.int(),
  rowsTotal: z.int(),
  by: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})

export const getImport = defineQuery({
  name: 'get-import',
  summary: 'How far an import is, and what became of its records.',
  rows: ['PRD-06', 'BEY-13'],
  rest: { method: 'GET', path: '/v1/imports/{import}' },
  permission: 'imports.run',
  input: z.object({ import: z.string().min(1).max(255) }),
  output: ImportView,
})
