import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allContracts, allTexts } from '../apps/back-office/contracts.ts'
import { openApiOf } from '../transports/rest/openapi.ts'
import { operationsPage, permissionsPage, refusalsPage } from './gen-pages.ts'
import { importsPage } from './gen-import-docs.ts'
import { schemaText } from './gen-schema.ts'
import { ROOT } from './steps.ts'

// Writes every generated file, or with --check tells which ones are not what their generator makes today.
const isCheck = process.argv.includes('--check')

const files: Record<string, string> = {
  'openapi/tallystick.json': `${JSON.stringify(openApiOf(allContracts, allTexts), null, 2)}\n`,
  'docs/generated/operations.md': operationsPage(allContracts),
  'docs/generated/permissions.md': permissionsPage(allContracts),
  'docs/generated/refusals.md': refusalsPage(allContracts, allTexts),
  'docs/imports.md': importsPage(),
  'db/schema.sql': await schemaText(),
}

const stale = Object.entries(files).filter(([path, text]) => read(path) !== text)
for (const [path, text] of stale) {
  if (isCheck) continue
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), text)
}
if (stale.length === 0) console.log('Generated files are up to date.')
else if (!isCheck) console.log(`Wrote ${stale.map(([path]) => path).join(', ')}.`)
else {
  console.error(
    `Not up to date: ${stale.map(([path]) => path).join(', ')}. Run npm run gen and look at the change.`,
  )
  process.exitCode = 1
}

function read(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return null
  }
}
