import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './running-house.ts'

/** An order file with as many line items as it takes, and what an exact import makes of it. */
export interface OrderFile {
  readonly bytes: Buffer
  readonly entitlements: number
  readonly lineItems: number
}

/** IDs of the sample's orders: those of entitlements and those of line items. */
const IDS = /\bGW-\d{4}-\d{5}\b|\bGWA(?:-[0-9A-Z]{4})+\b/g

/**
 * The orders of the sample producer again and again, each time under other IDs: the same accounts, goods, terms and
 * maintenance, as a producer's ERP system would have them after some years. Needs the sample's catalog and accounts.
 */
export function manyOrders(times: number): OrderFile {
  const text = readFileSync(join(ROOT, 'examples/gearwright/orders.csv'), 'utf8')
  const [heading = '', ...rows] = text.split('\n').filter((line) => line !== '')
  const body = rows.join('\n')
  const copies = Array.from({ length: times }, (_, at) => body.replaceAll(IDS, (id) => `${id}-${at + 1}`))
  const entitlements = new Set(rows.map((row) => row.slice(0, row.indexOf(',')))).size
  return {
    bytes: Buffer.from(`${[heading, ...copies].join('\n')}\n`),
    entitlements: entitlements * times,
    lineItems: rows.length * times,
  }
}
