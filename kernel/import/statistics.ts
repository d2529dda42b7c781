import sql from 'sql-template-tag'
import type { LongContext } from '../operation/implement.ts'
import { survivingLoss } from '../db/database-loss.ts'

/** Records that an import writes before the statistics are looked at for the first time. */
const FIRST = 100

/**
 * Keeps the statistics of the tables that an import fills in step with them: after 100 records, and then whenever
 * there are twice as many. Else every check of a foreign key would read on with a plan for empty tables, and the
 * time of an import would grow with the square of its length. What has not grown much costs nothing.
 */
export class StatisticsKeeper {
  readonly #work: LongContext
  #written = 0
  #next = FIRST

  constructor(work: LongContext) {
    this.#work = work
  }

  /** Tells how many records were written since the last call. */
  async wrote(records: number): Promise<void> {
    this.#written += records
    if (this.#written < this.#next) return
    this.#next = 2 * this.#written
    const refresh = () => this.#work.note((ctx) => ctx.tx.run(sql`SELECT refresh_statistics()`))
    await survivingLoss(refresh, this.#work.isStopped)
  }
}
