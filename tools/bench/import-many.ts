import { importFileNow } from '@tallystick/kernel/import/run-file.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { manyOrders } from '../../apps/back-office/testing/many-orders.ts'
import { runHouse } from '../../apps/back-office/testing/running-house.ts'
import { loadSample } from '../../examples/gearwright/load.ts'
import { processorSeconds } from './processor-time.ts'
import type { Figure } from './table.ts'

/** How often the sample's 1,200 line items are repeated: 100,800 of them. */
const TIMES = 84

/**
 * Megabytes that an import may add to the resident memory, however long its file is. Most of it is garbage, of which
 * the engine leaves some hundred megabytes lying about before it looks.
 */
const MEMORY_MAX_MB = 200

/** How much more the last fifth of the records may cost than the second one, if the time is to be linear. */
const SLOWDOWN_MAX = 1.5

/**
 * Imports an order file of 100,800 line items twice into a producer that has the sample: time, evenness, memory. The
 * first fifth does not count for the evenness: caches and statistics are filled then. Evenness is measured in
 * processor time, which hardly depends on what else the machine does.
 */
export async function manyImportFigures(
  databaseUrl: string,
  databasePid: number,
  say: (sentence: string) => void,
): Promise<Figure[]> {
  const running = await runHouse(databaseUrl, { loops: true })
  try {
    const call = {
      tenantId: running.tenantId,
      caller: { principal: systemPrincipal(running.tenantId, 'Bench') },
    }
    const { pipeline } = running.house
    await loadSample(
      async ({ file, ...rest }, bytes) =>
        (await importFileNow(pipeline, call, { ...rest, fileName: file, bytes })).figures,
      () => undefined,
    )
    const orders = manyOrders(TIMES)
    const run = async (expected: 'created' | 'unchanged') => {
      const watch = new Watch(orders.lineItems, databasePid)
      const file = { fileName: 'orders.csv', bytes: orders.bytes, importName: 'entitlements' } as const
      const asked = { ...file, format: 'csv', recordKind: 'entitlements' } as const
      const view = await importFileNow(pipeline, call, asked, { progress: (done) => watch.look(done) })
      watch.look(view.rowsDone)
      say(
        `${orders.lineItems} line items: ${JSON.stringify(view.figures)} in ${watch.seconds().toFixed(1)} s`,
      )
      if (view.figures[expected] !== orders.entitlements) throw new Error('The import was not exact.')
      return watch
    }
    const first = await run('created')
    const second = await run('unchanged')
    const text = `import of ${orders.lineItems.toLocaleString('en')} line items`
    const figure = (name: string, ours: number, max: number | null, unit: string): Figure => ({
      name,
      ours,
      limit: null,
      target: max === null ? null : { max },
      unit,
    })
    return [
      figure(text, first.seconds(), null, 's'),
      figure('line items per second', orders.lineItems / first.seconds(), null, '/s'),
      figure('line items per second of processor time', first.perProcessorSecond(), null, '/s'),
      figure('cost of the last fifth against the second', first.slowdown(), SLOWDOWN_MAX, 'times'),
      figure('memory added while it runs', first.megabytesAdded(), MEMORY_MAX_MB, 'MB'),
      figure('the same file again: nothing changes', second.seconds(), null, 's'),
      figure('memory added by that', second.megabytesAdded(), MEMORY_MAX_MB, 'MB'),
    ]
  } finally {
    await running.close()
  }
}

/** What was used up to some moment, in seconds. */
interface Used {
  readonly clock: number
  readonly processor: number
}

/** Looks at an import while it runs. */
class Watch {
  readonly #total: number
  readonly #databasePid: number
  readonly #begun: Used
  readonly #before = process.memoryUsage.rss()
  /** What was used when so many fifths of the rows were done. */
  readonly #fifths: Used[] = []
  #peak = 0
  #done = 0

  constructor(total: number, databasePid: number) {
    this.#total = total
    this.#databasePid = databasePid
    this.#begun = this.#used()
  }

  look(done: number): void {
    if (done < this.#done) throw new Error(`The progress went back from ${this.#done} to ${done}.`)
    this.#done = done
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss())
    while (this.#fifths.length < Math.floor((5 * done) / this.#total)) this.#fifths.push(this.#used())
  }

  /** Of the server, which is this process, and of the database. */
  #used(): Used {
    const { user, system } = process.cpuUsage()
    const processor = (user + system) / 1_000_000 + (processorSeconds(this.#databasePid) ?? 0)
    return { clock: performance.now() / 1000, processor }
  }

  /** From its beginning to its end. */
  seconds(): number {
    return (this.#fifths[4] ?? this.#used()).clock - this.#begun.clock
  }

  perProcessorSecond(): number {
    return this.#total / ((this.#fifths[4] ?? this.#used()).processor - this.#begun.processor)
  }

  slowdown(): number {
    const cost = (fifth: number) =>
      (this.#fifths[fifth]?.processor ?? 0) - (this.#fifths[fifth - 1]?.processor ?? 0)
    return cost(4) / cost(1)
  }

  megabytesAdded(): number {
    return (this.#peak - this.#before) / 1_000_000
  }
}
