import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allContracts, allTexts } from '../../apps/back-office/contracts.ts'
import { ROOT } from '../steps.ts'
import { importsOf, placeOf, wrongImport } from './imports.ts'
import { isTest, sources } from './sources.ts'

const code = sources('.ts', '.tsx')
const product = code.filter(({ path }) => !isTest(path))

describe('files', () => {
  test('no file has more than 500 lines, and none of an operation more than 120', () => {
    const long = product.filter(({ path, lines }) => {
      const isOperation = /modules\/[^/]+\/operations\//.test(path) && !path.endsWith('.contract.ts')
      return lines.length > (isOperation ? 120 : 500) + 1
    })
    expect(long.map(({ path, lines }) => `${path}: ${lines.length} lines; split it by what it says`)).toEqual(
      [],
    )
  })

  test('no file has a name that says nothing', () => {
    const vague = /\/(utils?|helpers?|types|index|common|misc)\.tsx?$/
    expect(code.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('only operations, routes, configurations and lazily loaded pages export a default', () => {
    const mayHaveOne = /\/operations\/|routes\.tsx$|\.config\.ts$|ui\/screens\/|ui\/kit\//
    const wrong = product.filter(({ path, text }) => /^export default /m.test(text) && !mayHaveOne.test(path))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('there is no unfinished mark, no skipped and no focused test, and nothing sleeps in a test', () => {
    const marks = new RegExp(`\\b(${['TO', 'DO'].join('')}|FIX${'ME'}|X{3})\\b`)
    const found = code.flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => {
        const isMark = marks.test(line)
        const isOff = isTest(path) && /\b(it|test|describe)\.(skip|only|todo)\b/.test(line)
        return isMark || isOff ? [`${path}:${index + 1}`] : []
      }),
    )
    expect(found).toEqual([])
  })
})

describe('the house', () => {
  test('imports only run where ARCHITECTURE.md lets them', () => {
    const wrong = code.flatMap((source) =>
      importsOf(source).flatMap((target) => {
        const reason = wrongImport(source.path, target)
        return reason ? [`${source.path} -> ${target}: ${reason}`] : []
      }),
    )
    expect(wrong).toEqual([])
  })

  test('rules are pure: no async, no Date, no chance, no environment', () => {
    const impure = /\basync\b|\bawait\b|\bnew Date\b|\bDate\.now\b|Math\.random|process\.|Temporal\.Now/
    const wrong = product.flatMap(({ path, lines }) =>
      path.includes('/rules/')
        ? lines.flatMap((line, index) => (impure.test(withoutComment(line)) ? [`${path}:${index + 1}`] : []))
        : [],
    )
    expect(wrong).toEqual([])
  })

  // The files of the embedded engine speak of accounts of the operating system.
  test('the kernel knows no word of the domain', () => {
    const domain =
      /\b(account|entitlement|lineItem|line_item|fulfillment|license|activation|product|tally)s?\b/i
    const wrong = product.flatMap(({ path, lines }) =>
      path.startsWith('kernel/') && !path.includes('/testing/') && !path.startsWith('kernel/db/embedded')
        ? lines.flatMap((line, index) =>
            domain.test(withoutComment(line).replace(/tallystick/gi, ''))
              ? [`${path}:${index + 1}: ${line.trim()}`]
              : [],
          )
        : [],
    )
    expect(wrong).toEqual([])
  })

  test('SQL names only tables of its own room', () => {
    const owners = tableOwners()
    const wrong = product.flatMap(({ path, text }) => {
      const room = placeOf(path)
      if (!path.startsWith('modules/') && !path.startsWith('kernel/')) return []
      const named = [...text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|DELETE FROM)\s+([a-z_]{3,})\b/g)].map(
        (m) => m[1] ?? '',
      )
      return named
        .filter((table) => owners.has(table) && owners.get(table) !== room)
        .map((table) => `${path} names ${table}, which belongs to ${owners.get(table)}`)
    })
    expect(wrong).toEqual([])
  })

  test('every room and every format has a README with the fixed headings, at most two pages', () => {
    const headings = ['Meaning', 'Life cycle', 'Invariants', 'Commands', 'Boundaries', 'Determinations']
    const rooms = ['modules', 'formats'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
    )
    const wrong = rooms.flatMap((room) => {
      const path = join(ROOT, room, 'README.md')
      if (!existsSync(path)) return [`${room} has no README.md`]
      const text = readFileSync(path, 'utf8')
      const missing = headings.filter((heading) => !new RegExp(`^#+ ${heading}`, 'm').test(text))
      if (missing.length > 0) return [`${room}/README.md lacks ${missing.join(', ')}`]
      return text.split('\n').length > 150 ? [`${room}/README.md is longer than two pages`] : []
    })
    expect(wrong).toEqual([])
  })
})

describe('contracts', () => {
  test('names and addresses are unique', () => {
    const names = allContracts.map(({ name }) => name)
    const places = allContracts.map(({ rest }) => `${rest.method} ${rest.path.replace(/\{\w+\}/g, '{}')}`)
    expect(repeated(names)).toEqual([])
    expect(repeated(places)).toEqual([])
  })

  test('each serves a known capability row and says what it does', () => {
    const wrong = allContracts.filter(({ rows, summary }) => rows.length === 0 || summary.length < 10)
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  test('each names a permission, or says that it is public or for anyone who is signed in', () => {
    const wrong = allContracts.filter(
      (contract) => contract.permission === null && !contract.public && !contract.signedIn,
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
    expect(allContracts.filter((contract) => contract.public).map(({ name }) => name)).toMatchSnapshot()
  })

  test('each refusal has its sentence and its cure, and each sentence is used', () => {
    const declared = new Set(allContracts.flatMap(({ refusals }) => refusals))
    expect([...declared].filter((name) => !(name in allTexts)).toSorted()).toEqual([])
    // Codes of single rows of an import stand in its report, not in an answer.
    const ofRows = ['import-field-fixed', 'import-value']
    const unused = Object.keys(allTexts).filter(
      (name) => !declared.has(name) && name !== 'key-reused' && !ofRows.includes(name),
    )
    expect(unused.toSorted()).toEqual([])
  })

  test('each refusal code is made somewhere in the rooms', () => {
    const all = withoutTexts(product.map(({ text }) => text).join('\n'))
    const quoted = new Set(Array.from(all.matchAll(/(['"`])([a-z0-9-]+)(?=\1)/g), ([, , name]) => name))
    const unmade = Object.keys(allTexts).filter((name) => !quoted.has(name))
    expect(unmade).toEqual([])
  })
})

/** Table -> room, from the names of the migration files: `0030-entitlements-…`. */
function tableOwners(): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  // Everybody may read which tenants there are.
  // The tens of a migration's number tell its room; the first one of each is named after it.
  const migrations = sources('.sql').filter(({ path }) => dirname(path) === 'db/migrations')
  const tens = (path: string) => /(\d\d)\d-/.exec(path)?.[1] ?? ''
  const rooms = new Map(
    migrations.toReversed().flatMap(
      ({ path }) =>
        /\d+-([a-z]+)-base\.sql$/
          .exec(path)
          ?.slice(1)
          .map((room) => [tens(path), room] as const) ?? [],
    ),
  )
  for (const { path, text } of migrations) {
    const room = rooms.get(tens(path)) ?? ''
    for (const match of text.matchAll(/CREATE TABLE (\w+)/g))
      if (match[1] !== 'tenant') owners.set(match[1] ?? '', room)
  }
  return owners
}

function withoutComment(line: string): string {
  return /^\s*(\*|\/\/|\/\*)/.test(line) ? '' : line.replace(/\/\/.*$/, '')
}

function withoutTexts(text: string): string {
  return text.replace(/^ {2}'[a-z0-9-]+': \{$/gm, '')
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}
