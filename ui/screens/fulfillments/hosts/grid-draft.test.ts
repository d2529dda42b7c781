import { describe, expect, test } from 'vitest'
import {
  addedHost,
  attributesOfGrid,
  changedItems,
  EMPTY_GRID,
  gridProblem,
  hostsOfGrid,
  requestOfGrid,
  withCount,
  type Grid,
} from './grid-draft.ts'

const ask = (key: string) => ({ key, label: key, isRequired: false })
const item = (id: string, counts: readonly number[], keys: readonly string[] = []) => ({
  id,
  activationId: `A-${id}`,
  products: `Mill ${id}`,
  version: '5',
  licenseModel: 'Floating',
  copies: counts.reduce((sum, count) => sum + count, 0),
  counts: [...counts],
  attributes: keys.map(ask),
  refusal: null,
})
const host = (id: string) => ({ id, label: `HOST-${id}`, types: ['hostname'], texts: [`HOST-${id}`] })
const grid: Grid = {
  account: { id: 'acc', code: 'ACC', name: 'Account' },
  hosts: [host('1'), host('2')],
  lineItems: [item('x', [20, 0], ['terminalServer', 'timeZone']), item('y', [1, 2], ['timeZone'])],
  knownHosts: [{ ...host('9'), use: 'server' }],
  hostTypes: { server: [], node: [] },
  hostIdSettings: {},
  isComplete: true,
}
const [x] = grid.lineItems as [Grid['lineItems'][number]]
const at = (place: number, draft = EMPTY_GRID) =>
  hostsOfGrid(grid, draft)[place] as ReturnType<typeof addedHost>

describe('the grid of a batch rehost', () => {
  test('[LIFE-09] what changes is marked and asked for, everything else is left out', () => {
    const draft = withCount(withCount(EMPTY_GRID, x, at(0), 12), x, at(1), 8)
    expect(changedItems(grid, draft).map(({ id }) => id)).toEqual(['x'])
    expect(gridProblem(grid, draft)).toBeNull()
    expect(requestOfGrid(grid, draft)).toEqual({
      account: 'acc',
      hosts: [{ host: '1' }, { host: '2' }],
      rows: [{ lineItem: 'x', counts: [12, 8] }],
    })
  })

  test('[LIFE-09] a sum that differs says by how much; an emptied field asks for a number', () => {
    expect(gridProblem(grid, EMPTY_GRID)).toBe('Change a final count.')
    expect(gridProblem(grid, withCount(EMPTY_GRID, x, at(0), 19))).toBe(
      'Mill x: 1 copy is missing: there are 20.',
    )
    expect(gridProblem(grid, withCount(EMPTY_GRID, x, at(1), 2))).toBe(
      'Mill x: 2 copies too many: there are 20.',
    )
    expect(gridProblem(grid, withCount(EMPTY_GRID, x, at(1), null))).toContain('whole numbers')
    expect(gridProblem(grid, withCount(EMPTY_GRID, x, at(1), -1))).toContain('whole numbers')
  })

  test('[LIFE-09] attributes can be said when all line items that change ask them', () => {
    const one = withCount(withCount(EMPTY_GRID, x, at(0), 12), x, at(1), 8)
    expect(attributesOfGrid(grid, one).map(({ key }) => key)).toEqual(['terminalServer', 'timeZone'])
    const [, y] = grid.lineItems as [unknown, Grid['lineItems'][number]]
    const both = withCount(withCount(one, y, at(0), 2), y, at(1), 1)
    expect(attributesOfGrid(grid, both).map(({ key }) => key)).toEqual(['timeZone'])
    const said = { ...both, attributes: { terminalServer: true, timeZone: 'server' } }
    expect(requestOfGrid(grid, said).attributes).toEqual({ timeZone: 'server' })
  })

  test('[LIFE-09] a new host is sent as it was typed, one that the account has by its key', () => {
    const ids = [{ type: 'hostname' as const, text: 'HOST-7', normalized: 'host-7', port: 27000 }]
    const added = { ...EMPTY_GRID, added: [addedHost(grid, ids)] }
    const draft = withCount(withCount(added, x, at(0), 0), x, at(2, added), 20)
    expect(requestOfGrid(grid, draft).hosts).toEqual([
      { host: '1' },
      { servers: [{ type: 'hostname', value: 'HOST-7', port: 27000 }] },
    ])
    const known = [{ type: 'hostname' as const, text: 'HOST-9', normalized: 'host-9' }]
    expect(addedHost(grid, known).id).toBe('9')
  })
})
