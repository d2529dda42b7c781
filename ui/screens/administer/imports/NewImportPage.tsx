import { Button, NativeSelect, Radio } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import { listImportKinds } from '@tallystick/kernel/import/list-import-kinds.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { Progress } from '@tallystick/kit/feedback/Progress.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { FileDrop } from './FileDrop.tsx'
import { RecordColumns } from './RecordColumns.tsx'
import { formatOfName, kindOfName } from './upload.ts'
import { useImportRun } from './use-import-run.ts'
import '../administer.css'

const PARENTS = [{ label: 'Imports', to: '/imports' }]

type ImportKind = OutputOf<typeof listImportKinds>['imports'][number]

/** The way from a file to its dry run: what it holds, the template, the file. */
export function NewImportPage() {
  const query = useOperation(listImportKinds, {})
  return (
    <Loaded query={query} parents={PARENTS}>
      {({ imports }) => (
        <FormPage
          title="Import a file"
          parents={PARENTS}
          below="First nothing is written: you see what would become of each record, and decide then."
        >
          <NewImport imports={imports} />
        </FormPage>
      )}
    </Loaded>
  )
}

const WHOLE = ''

/** The choices that are not the file stand in the address, so that a link can prepare an import. */
function NewImport({ imports }: { readonly imports: readonly ImportKind[] }) {
  const search = useSearch({ strict: false }) as { import?: string; records?: string }
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [format, setFormat] = useState<Format>('csv')
  const run = useImportRun()
  const kind = imports.find(({ name }) => name === search.import) ?? imports[0]
  if (!kind) return null
  const records = kind.recordKinds.find((one) => one.kind === search.records) ?? null
  const mayBeWhole = format === 'json'
  const shown = records ?? (mayBeWhole ? null : kind.recordKinds[0])
  const choose = (next: { readonly import?: string; readonly records?: string }) =>
    void navigate({
      to: '.',
      search: { import: kind.name, ...next } as never,
      replace: true,
      resetScroll: false,
    })
  const take = (chosen: File) => {
    run.reset()
    setFile(chosen)
    const guessed = formatOfName(chosen.name) ?? format
    setFormat(guessed)
    const found = kindOfName(
      chosen.name,
      kind.recordKinds.map(({ key }) => key),
    )
    const recordKind = kind.recordKinds.find(({ key }) => key === found)
    if (recordKind && guessed !== 'json') choose({ records: recordKind.kind })
  }
  return (
    <form
      className="t-form a-import"
      data-wide
      aria-label="Import a file"
      onSubmit={(event) => {
        event.preventDefault()
        if (file) run.start(file, { importName: kind.name, format, recordKind: shown?.kind })
      }}
    >
      <WhatToImport imports={imports} chosen={kind.name} onChoose={(name) => choose({ import: name })} />
      <FileDrop file={file} onFile={take} isBusy={run.isBusy} />
      <FormatFields
        format={format}
        onFormat={setFormat}
        kind={kind}
        records={shown?.kind ?? WHOLE}
        onRecords={(chosen) => choose(chosen ? { records: chosen } : {})}
      />
      {shown ? (
        <RecordColumns key={shown.kind} importName={kind.name} kind={shown} />
      ) : (
        <p className="t-hint">
          One object with a list per kind: {kind.recordKinds.map(({ key }) => key).join(', ')}.
        </p>
      )}
      <RefusalNotice problem={run.problem} />
      {run.sent && (
        <Progress label="Sending the file" done={run.sent.bytes} total={run.sent.of} unit="bytes sent" />
      )}
      <div className="t-form-acts">
        <Button type="submit" loading={run.isBusy} disabled={!file}>
          Check the file
        </Button>
        <Button variant="default" onClick={() => void navigate({ to: '/imports' })}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

interface WhatProps {
  readonly imports: readonly ImportKind[]
  readonly chosen: string
  readonly onChoose: (name: string) => void
}

function WhatToImport({ imports, chosen, onChoose }: WhatProps) {
  return (
    <Radio.Group label="What to import" value={chosen} onChange={onChoose}>
      <div className="a-kinds">
        {imports.map((one) => (
          <Radio.Card key={one.name} value={one.name} className="a-kind" aria-label={one.label}>
            <Radio.Indicator />
            <span>
              <strong>{one.label}</strong>
              <br />
              <span className="t-muted">{one.help}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}

type Format = 'csv' | 'json' | 'ndjson'

interface FormatProps {
  readonly format: Format
  readonly onFormat: (format: Format) => void
  readonly kind: ImportKind
  readonly records: string
  readonly onRecords: (records: string) => void
}

function FormatFields({ format, onFormat, kind, records, onRecords }: FormatProps) {
  const whole = format === 'json' ? [{ value: WHOLE, label: 'Several kinds, each under its name' }] : []
  return (
    <div className="a-pair">
      <NativeSelect
        label="Format"
        value={format}
        onChange={(event) => onFormat(event.currentTarget.value as Format)}
        data={[
          { value: 'csv', label: 'CSV' },
          { value: 'json', label: 'JSON' },
          { value: 'ndjson', label: 'Lines of JSON' },
        ]}
      />
      <NativeSelect
        label="Records in the file"
        value={records}
        onChange={(event) => onRecords(event.currentTarget.value)}
        data={[...whole, ...kind.recordKinds.map((one) => ({ value: one.kind, label: one.label }))]}
      />
    </div>
  )
}
