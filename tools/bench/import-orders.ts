import { importFileNow } from '@tallystick/kernel/import/run-file.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { runHouse } from '../../apps/back-office/testing/running-house.ts'
import { loadSample } from '../../examples/gearwright/load.ts'
import type { Figure } from './table.ts'

/** Seconds that the import of the sample's orders may take. */
const ORDERS_MAX_SECONDS = 15

/** Loads the sample producer by its imports; the orders with their 1,200 line items are timed. */
export async function importFigures(databaseUrl: string): Promise<Figure[]> {
  const running = await runHouse(databaseUrl, { loops: true })
  try {
    const call = {
      tenantId: running.tenantId,
      caller: { principal: systemPrincipal(running.tenantId, 'Bench') },
    }
    const seconds = new Map<string, number>()
    await loadSample(
      async ({ file, ...rest }, bytes) => {
        const begin = performance.now()
        const view = await importFileNow(running.house.pipeline, call, { ...rest, fileName: file, bytes })
        seconds.set(file, (performance.now() - begin) / 1000)
        return view.figures
      },
      () => undefined,
    )
    return [...seconds].map(([file, ours]) => {
      const target = file.startsWith('orders') ? { max: ORDERS_MAX_SECONDS } : null
      return { name: `import of ${file}`, ours, limit: null, target, unit: 's' }
    })
  } finally {
    await running.close()
  }
}
