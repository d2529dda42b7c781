import { accountsImport } from '@tallystick/accounts/imports/accounts-import.ts'
import { catalogImport } from '@tallystick/catalog/imports/catalog-import.ts'
import { entitlementsImport } from '@tallystick/entitlements/imports/entitlements-import.ts'
import { webRegisterKeysImport } from '@tallystick/entitlements/imports/web-register-keys-import.ts'
import type { ImportColumn, ImportDefinition, RecordKind } from '@tallystick/kernel/import/define.ts'

/** The page on import files, written from the definitions that the program itself reads. */
export function importsPage(): string {
  return [
    preface,
    ...[catalogImport, accountsImport, entitlementsImport, webRegisterKeysImport].map(chapter),
  ].join('\n')
}

const preface = `# Import files

Generated from the import definitions; change those, then run \`npm run gen\`.

## How an import goes

1. Hand in the file: \`POST /v1/uploads?fileName=orders.csv\` with the file as body, up to 2 GB. The answer is an
   \`uploadId\`.
2. Run it: \`POST /v1/imports\` with \`{ "uploadId", "importName", "format", "recordKind", "dryRun" }\`. The answer
   is a job.
3. Follow it: \`GET /v1/imports/{import}\` tells rows done and rows in all, and the figures.
4. Read the report: \`GET /v1/imports/{import}/rows\`, also as \`.csv\`.

In the producer portal all of this is under *Administer, Imports*; on the command line it is
\`tally import catalog catalog.json --dry-run\`.

## What can be relied on

- The whole file is read before the first record is tried. Unknown, repeated or missing columns, a broken quote,
  broken JSON: nothing is written, and the answer names the columns or the line.
- Each record is one transaction with the rights of whoever started the import: it is stored whole or not at all.
- The report says of every record whether it was created, changed, left unchanged or refused, with file line,
  column and reason.
- The same file again changes nothing and leaves no trace in the history of the records.
- Imports add and change. They remove nothing: what the file does not mention stays.
- A column that is not there, and an empty cell, leave a value as it is. To empty a text, use JSON with \`""\`.
- An import that was interrupted goes on where it stopped; nothing is done twice.
- A **dry run** writes nothing but its report. A record that names another one which the same file would add or
  change first can then be checked in its form only; the report says so.

## Formats

| | |
| --- | --- |
| CSV | Comma, semicolon or tab, found by the heading row. Line ends CR LF, LF or CR, also mixed. Quoted cells may hold line breaks. Headings are the names or the labels below, in any order, whatever their case. A row has up to 200 cells and a million characters. |
| JSON | An object of arrays, \`{ "features": [ … ], "products": [ … ] }\`, in the order in which the records need each other; or one array, with \`recordKind\`. |
| NDJSON | One object per line, with \`recordKind\`. |
| Encoding | UTF-8 with or without mark, UTF-16 with mark. Other bytes are read as Windows-1252, with a warning. |
| Text | As it is. Formulas are never evaluated; the apostrophe that our exports put before them is taken off. |
| Whole number | Digits only: \`1200\`. |
| Yes or no | \`yes\`, \`no\`, \`true\`, \`false\`, \`1\`, \`0\`, \`x\`. In JSON \`true\` and \`false\`. |
| Date | \`2026-12-31\` only, as every other order of day and month can be misread. |
| List | Values separated by \`\\|\`. In JSON an array of texts. |
| Counted list | \`name:count\`, separated by \`\\|\`; the count is 1 when it is left out. In JSON also \`[{ "name", "count" }]\`. |
| Object | One column for each field: \`attributes:borrowing\`. In JSON an object. |

Products and features are named \`name@version\`.
`

function chapter(definition: ImportDefinition): string {
  return [
    `## ${definition.label}: \`importName\` ${definition.name}`,
    '',
    `${definition.help} Import the records in this order.`,
    '',
    ...definition.recordKinds.map(section),
  ].join('\n')
}

function section(kind: RecordKind): string {
  const { parts } = kind
  const partLines = parts
    ? [`In JSON these are the fields of each object in \`${parts.field}\`:`, '', table(parts.columns)]
    : []
  return [`### ${kind.label}: \`${kind.key}\``, '', kind.help, '', table(kind.columns), ...partLines].join(
    '\n',
  )
}

function table(columns: readonly ImportColumn[]): string {
  const rows = columns.map((column) => {
    const name = column.required ? `**\`${column.name}\`**` : `\`${column.name}\``
    const choices = column.choices ? ` One of ${column.choices.map((one) => `\`${one}\``).join(', ')}.` : ''
    const example = column.example === '' ? '' : `\`${column.example.replaceAll('|', '\\|')}\``
    const help = `${column.help}${choices}`.replaceAll('|', '\\|')
    return `| ${name} | ${column.label} | ${typeWords[column.type ?? 'text']} | ${help} | ${example} |`
  })
  return [
    '| column | label | type | meaning | example |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

const typeWords: Readonly<Record<NonNullable<ImportColumn['type']>, string>> = {
  text: 'text',
  'whole-number': 'whole number',
  'yes-no': 'yes or no',
  date: 'date',
  choice: 'choice',
  list: 'list',
  'counted-list': 'counted list',
  object: 'object',
  any: 'text',
}
