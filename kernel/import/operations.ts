import sql from 'sql-template-tag'
import { csvCell } from '../list/csv.ts'
import { NotFound } from '../errors/problems.ts'
import { isUuid } from '../ids-time/ids.ts'
import { implement, implementQuery, type Operation, type QueryContext } from '../operation/implement.ts'
import type { JobState } from '../jobs/jobs.contract.ts'
import type { z } from 'zod'
import { columnsOf, recordKindOf, type RecordKind } from './define.ts'
import { getImportTemplate } from './get-import-template.contract.ts'
import { getImport } from './get-import.contract.ts'
import { countRows } from './import-rows.ts'
import { listImportKinds } from './list-import-kinds.contract.ts'
import { importLists, visibleImport } from './lists.ts'
import { templateOf } from './template.ts'
import { runImportOperation, type ImportParts } from './run-import.ts'
import { uploadFile } from './upload-file.contract.ts'
import { insertUpload } from './uploads.ts'

/** All operations of imports over the declared definitions, as an app mounts them. */
export function importOperations(parts: ImportParts): readonly Operation[] {
  return [
    implement(uploadFile, async (ctx, input) => {
      const uploadId = await insertUpload(ctx, input)
      ctx.audit({ subjects: [{ kind: 'upload', id: uploadId, label: input.fileName }] })
      return { uploadId }
    }),
    runImportOperation(parts),
    implementQuery(getImport, (ctx, input) => viewImport(ctx, input.import)),
    implementQuery(listImportKinds, () =>
      Promise.resolve({ imports: parts.definitions.map(viewDefinition) }),
    ),
    implementQuery(getImportTemplate, (_ctx, input) => Promise.resolve(viewTemplate(parts, input))),
    ...importLists,
  ]
}

interface JobRow {
  readonly job_id: string
  readonly input: {
    readonly uploadId: string
    readonly importName: string
    readonly format: string
    readonly recordKind?: string
    readonly dryRun: boolean
  }
  readonly file_name: string | null
  readonly state: z.infer<typeof JobState>
  readonly problem: string | null
  readonly report: { readonly fileName?: string; readonly warnings?: string[] } | null
  readonly progress_done: number
  readonly progress_total: number
  readonly actor_name: string
  readonly created_at: string
  readonly started_at: string | null
  readonly finished_at: string | null
}

async function viewImport(ctx: QueryContext, id: string) {
  const row = isUuid(id)
    ? await ctx.tx.maybe<JobRow>(sql`SELECT j.job_id, j.input, j.state, j.problem, j.report, j.progress_done,
          j.progress_total, j.actor_name, j.created_at, j.started_at, j.finished_at,
          (SELECT u.file_name FROM upload u
            WHERE u.tenant_id = j.tenant_id AND u.upload_id = (j.input->>'uploadId')::uuid) AS file_name
        FROM job j WHERE ${visibleImport(ctx)} AND j.job_id = ${id}`)
    : null
  if (row === null) throw new NotFound('import', id)
  return {
    id: row.job_id,
    importName: row.input.importName,
    format: row.input.format,
    recordKind: row.input.recordKind ?? null,
    isDryRun: row.input.dryRun,
    fileName: row.report?.fileName ?? row.file_name ?? '',
    uploadId: row.file_name === null ? null : row.input.uploadId,
    state: row.state,
    problem: row.problem,
    warnings: row.report?.warnings ?? [],
    figures: await countRows(ctx, [row.job_id]),
    rowsDone: row.progress_done,
    rowsTotal: row.progress_total,
    by: row.actor_name,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

function viewDefinition(definition: ImportParts['definitions'][number]) {
  const { name, label, help, recordKinds } = definition
  return { name, label, help, recordKinds: recordKinds.map(viewRecordKind) }
}

function viewRecordKind(recordKind: RecordKind) {
  const { kind, key, label, help, parts } = recordKind
  const columns = columnsOf(recordKind).map((column) => ({
    name: column.name,
    label: column.label,
    type: column.type ?? 'text',
    isRequired: column.required === true,
    choices: [...(column.choices ?? [])],
    help: column.help,
    example: column.example,
  }))
  return { kind, key, label, help, columns, partsField: parts?.field ?? null }
}

function viewTemplate(
  parts: ImportParts,
  input: { readonly importName: string; readonly recordKind: string },
) {
  const definition = parts.definitions.find((one) => one.name === input.importName)
  if (!definition) throw new NotFound('import', input.importName)
  const recordKind = recordKindOf(definition, input.recordKind)
  if (!recordKind) throw new NotFound('record kind', input.recordKind)
  return { fileName: `${recordKind.key}.csv`, text: templateOf(recordKind, csvCell) }
}
