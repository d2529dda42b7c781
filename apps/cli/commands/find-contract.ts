import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { allContracts } from '@tallystick/back-office/contracts.ts'
import { CliFailure } from '../failure.ts'

/** Every operation that the API has. */
export const contracts: readonly Contract[] = allContracts

/** The operation of this name; `kind` also finds lists without their `list-`. Throws CliFailure with near names. */
export function findContract(name: string, kind: 'any' | 'list' = 'any'): Contract {
  const fitting = contracts.filter((one) => kind === 'any' || one.kind === 'list')
  const found = fitting.find((one) => one.name === name || (kind === 'list' && one.name === `list-${name}`))
  if (found) return found
  const near = nearNames(name, fitting)
  if (kind === 'list') {
    const lists = fitting.map((one) => one.name.replace(/^list-/, ''))
    throw new CliFailure(`There is no list "${name}".`, `There are ${lists.join(', ')}.`)
  }
  throw new CliFailure(
    `There is no command or operation "${name}".`,
    near.length > 0 ? `Perhaps ${near.join(', ')}?` : 'See: tally --help, tally operations',
  )
}

/** Operations that share a word with the name, the shortest first. */
function nearNames(name: string, all: readonly Contract[]): readonly string[] {
  const words = name.split('-').filter((word) => word.length > 2)
  const shared = (one: Contract) => words.filter((word) => one.name.includes(word.replace(/s$/, ''))).length
  return all
    .filter((one) => shared(one) > 0)
    .toSorted((a, b) => shared(b) - shared(a) || a.name.length - b.name.length)
    .slice(0, 4)
    .map((one) => one.name)
}
