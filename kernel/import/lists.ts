import sql, { type Sql } from 'sql-template-tag'
import { isUuid } from '../ids-time/ids.ts'
import { bindList } from '../list/bind.ts'
import { implementList, type Operation, type QueryContext } from '../operation/implement.ts'
import { listImportRows } from './list-import-rows.contract.ts'
import { listImports } from './list-imports.contract.ts'
import { runImport } from './run-import.contract.ts'

/**
 * SQL condition over `job AS j`: an import that the caller may see. Whoever is not bound to parties sees all of
 * the tenant's, others their own.
 */
export function visibleImport(ctx: QueryContext): Sql {
  const own = ctx.scope.all ? sql`TRUE` : sql`j.actor_id = ${ctx.principal.actorId}::uuid`
  return sql`j.tenant_id = ${ctx.tenantId} AND j.operation = ${runImport.name} AND ${own}`
}

/** The two lists of imports. */
export const importLists: readonly Operation[] = [
  implementList(
    bindList(listImports, {
      base: sql`job AS j`,
      alias: 'j',
      id: sql`j.job_id`,
      where: visibleImport,
      columns: {
        createdAt: { value: sql`j.created_at`, sortType: 'timestamptz' },
        fileName: { value: fileName() },
        importName: { value: sql`j.input->>'importName'` },
        recordKind: { value: sql`j.input->>'recordKind'` },
        isDryRun: { value: sql`(j.input->>'dryRun')::boolean` },
        state: { value: sql`j.state` },
        created: { value: figure('created') },
        changed: { value: figure('changed') },
        unchanged: { value: figure('unchanged') },
        refused: { value: figure('refused') },
        by: { value: sql`j.actor_name` },
        problem: { value: sql`j.problem` },
        finishedAt: { value: sql`j.finished_at` },
      },
    }),
  ),
  implementList(
    bindList(listImportRows, {
      base: sql`import_row AS r`,
      alias: 'r',
      id: sql`r.number::text`,
      idType: 'text',
      where: (ctx, input) => {
        const id = String(input['import'])
        if (!isUuid(id)) return sql`FALSE`
        return sql`r.tenant_id = ${ctx.tenantId} AND r.job_id = (SELECT j.job_id FROM job j
          WHERE ${visibleImport(ctx)} AND j.job_id = ${id})`
      },
      columns: {
        number: { value: sql`r.number`, sortType: 'integer' },
        line: { value: sql`r.file_line` },
        recordKind: { value: sql`r.record_kind` },
        reference: { value: sql`r.reference` },
        outcome: { value: sql`r.outcome` },
        column: { value: sql`r.column_name` },
        reason: { value: sql`r.reason` },
        code: { value: sql`r.code` },
      },
    }),
  ),
]

function fileName(): Sql {
  return sql`coalesce(j.report->>'fileName', (SELECT u.file_name FROM upload u
    WHERE u.tenant_id = j.tenant_id AND u.upload_id = (j.input->>'uploadId')::uuid), '')`
}

/** From the finished report; while the job runs, counted from its rows. */
function figure(outcome: 'created' | 'changed' | 'unchanged' | 'refused'): Sql {
  return sql`coalesce((j.report->'figures'->>${outcome})::bigint, (SELECT count(*) FROM import_row r
    WHERE r.tenant_id = j.tenant_id AND r.job_id = j.job_id AND r.outcome = ${outcome}))`
}
