import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { InvalidInput } from '@tallystick/kernel/errors/problems.ts'
import { csvHeading, csvRow } from '@tallystick/kernel/list/csv.ts'
import type { BoundList } from '@tallystick/kernel/operation/implement.ts'
import type { Call, Pipeline } from '@tallystick/kernel/operation/run.ts'
import sql, { raw } from 'sql-template-tag'

/** Rows read from the database at once while an export streams. */
const CHUNK = 2000

/**
 * Streams all rows that match a list query as CSV, through a database cursor, so that memory stays flat
 * however many there are. Resolves with the stream once the first rows are there; errors before that are
 * thrown like those of any operation. `columns` chooses and orders; default are the visible ones.
 */
export function streamCsv(
  pipeline: Pipeline,
  list: BoundList,
  input: Record<string, unknown>,
  columns: string | undefined,
  call: Call,
): Promise<PassThrough> {
  const keys = columnsOf(list, columns)
  const stream = new PassThrough({ highWaterMark: 256 * 1024 })
  // Whoever gets the stream hears of its errors; until somebody has it, one without a listener would end the process.
  stream.on('error', () => undefined)
  return new Promise((resolve, reject) => {
    const reading = pipeline.read(list.contract, input, call, async (ctx, parsed) => {
      await ctx.tx.run(sql`DECLARE export_rows NO SCROLL CURSOR FOR ${list.all(ctx, parsed)}`)
      const closed = once(stream, 'close').catch(() => undefined)
      stream.write(csvHeading(list.contract.columns, keys))
      for (;;) {
        const rows = await ctx.tx.rows<Record<string, unknown>>(
          sql`FETCH ${raw(String(CHUNK))} FROM export_rows`,
        )
        resolve(stream)
        if (rows.length === 0 || stream.destroyed) break
        let text = ''
        for (const row of rows) text += csvRow(row, keys)
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), closed])
      }
      stream.end()
    })
    reading.catch((error: unknown) => {
      reject(error as Error)
      stream.destroy(error as Error)
    })
  })
}

function columnsOf(list: BoundList, asked: string | undefined): string[] {
  const { columns } = list.contract
  if (asked === undefined || asked === '') {
    return Object.keys(columns).filter((key) => columns[key]?.visible !== false)
  }
  const keys = asked.split(',')
  const unknown = keys.filter((key) => !(key in columns))
  if (unknown.length === 0) return keys
  throw new InvalidInput([
    { path: 'columns', code: 'unknown-column', message: `The list has no column "${unknown.join(', ')}".` },
  ])
}
