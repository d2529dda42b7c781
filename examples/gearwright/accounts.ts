import type { Chance } from './chance.ts'
import { distributors, firstNames, groups, lastNames, places, plants, singles, streets } from './names.ts'

/** A record of the import file; see docs/imports.md for the fields. */
type Row = Readonly<Record<string, string | boolean | readonly string[]>>

/** An account as the other generators need to know it. */
export interface SampleAccount {
  readonly code: string
  readonly name: string
  readonly kind: 'customer' | 'partner'
  readonly parent: string | null
  readonly domain: string
  readonly row: Row
}

/** The people of an account, as the order generator needs to know them. */
export interface SampleUser {
  readonly userName: string
  readonly account: string
  readonly row: Row
}

/** The account of the producer itself, which every installation has. */
const HOME = 'MYORG'

/** Accounts, hierarchy and people of the sample. */
export interface SampleAccounts {
  readonly accounts: readonly SampleAccount[]
  readonly links: readonly Row[]
  readonly relations: readonly Row[]
  readonly users: readonly SampleUser[]
}

/** Eighty accounts in hierarchies of up to three levels, and a hundred and twenty users. */
export function makeAccounts(chance: Chance): SampleAccounts {
  const accounts: SampleAccount[] = []
  const add = (kind: SampleAccount['kind'], code: string, name: string, parent: string | null) => {
    const domain = accounts.find((one) => one.code === parent)?.domain ?? domainOf(name)
    const account = { code, name, kind, parent, domain }
    accounts.push({ ...account, row: { code, name, kind, ...addressOf(chance) } })
    return code
  }
  for (const { code, name, branches } of distributors) {
    add('partner', code, name, null)
    for (const branch of branches) add('partner', `${code}-${short(branch)}`, `${name} ${branch}`, code)
  }
  for (const { code, name, divisions } of groups) {
    add('customer', code, name, null)
    for (const division of divisions) {
      const divisionCode = add('customer', `${code}-${short(division)}`, `${name} ${division}`, code)
      for (const plant of plants) {
        add('customer', `${divisionCode}-${short(plant)}`, `${name} ${division}, ${plant}`, divisionCode)
      }
    }
  }
  singles.forEach((name, index) => add('customer', `CUST-${String(index + 1001)}`, name, null))
  const links = accounts.flatMap(({ code, parent }) => (parent ? [{ parent, child: code }] : []))
  return {
    accounts,
    links: [...links, ...sharedService()],
    relations: relationsOf(accounts),
    users: makeUsers(chance, accounts),
  }
}

/** One sub-account with two parents: the service works for two divisions of Northwind Mill. */
function sharedService(): Row[] {
  return [{ parent: 'NORTHWIND-TURBI', child: 'NORTHWIND-SERVI-NORTH' }]
}

/** Every distributor looks after the customers whose turn it is. */
function relationsOf(accounts: readonly SampleAccount[]): Row[] {
  const customers = accounts.filter(({ kind, parent }) => kind === 'customer' && parent === null)
  return customers.flatMap((customer, index) => {
    if (index % 3 === 2) return []
    return [{ partner: index % 3 === 0 ? 'HARBOR' : 'ALDER', customer: customer.code }]
  })
}

function makeUsers(chance: Chance, accounts: readonly SampleAccount[]): SampleUser[] {
  const taken = new Set<string>()
  const users: SampleUser[] = []
  const add = (account: string, domain: string, roles: readonly string[], more: Row = {}) => {
    const [firstName, lastName] = newName(chance, taken)
    const userName = `${plain(firstName)}.${plain(lastName)}@${domain}`
    const row = { userName, firstName, lastName, email: userName, ...more, account, roles }
    users.push({ userName, account, row })
  }
  const staff = [
    ['Product Manager', 2],
    ['Order Entry', 4],
    ['Customer Support Representative', 4],
    ['Sales Operations Manager', 1],
    ['IT Back Office Manager', 1],
    ['Executive', 1],
  ] as const
  for (const [role, count] of staff) {
    for (let one = 0; one < count; one += 1) add(HOME, 'gearwright.example', [role])
  }
  for (const { code, domain } of accounts) {
    add(code, domain, ['Portal Administrative User'], { phone: phone(chance) })
  }
  const customers = accounts.filter(({ kind }) => kind === 'customer')
  for (let one = 0; users.length < 112; one += 1) {
    const account = customers[(one * 7) % customers.length] as SampleAccount
    add(
      account.code,
      account.domain,
      ['Portal User'],
      chance.percent(30) ? { timeZone: 'Europe/Berlin' } : {},
    )
  }
  while (users.length < 120) {
    const account = customers[(users.length * 5) % customers.length] as SampleAccount
    add(account.code, account.domain, [], { maySignIn: false, phone: phone(chance) })
  }
  return users
}

function newName(chance: Chance, taken: Set<string>): readonly [string, string] {
  for (;;) {
    const name = [chance.pick(firstNames), chance.pick(lastNames)] as const
    if (taken.has(name.join(' '))) continue
    taken.add(name.join(' '))
    return name
  }
}

function addressOf(chance: Chance): Record<string, string> {
  const [country, region, city, province, postalCode] = chance.pick(places)
  const address1 = chance.pick(streets).replace('{n}', String(chance.between(1, 180)))
  return { address1, city, province, postalCode, country, region }
}

function phone(chance: Chance): string {
  return `+00 ${chance.between(100, 999)} ${chance.between(10_000, 99_999)}`
}

/** `GRAIN` for "Grain Machines". */
function short(name: string): string {
  return plain(name.split(' ')[0] ?? name)
    .toUpperCase()
    .slice(0, 5)
}

function domainOf(name: string): string {
  return `${plain(name.split(/[\s,]/).slice(0, 2).join('')).slice(0, 24)}.example`
}

/** Small letters without accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
}
