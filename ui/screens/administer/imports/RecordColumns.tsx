import { Button } from '@mantine/core'
import { mdiDownload } from '@mdi/js'
import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { getImportTemplate } from '@tallystick/kernel/import/get-import-template.contract.ts'
import type { listImportKinds } from '@tallystick/kernel/import/list-import-kinds.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useState } from 'react'
import { saveBlob } from '@tallystick/kit/data/save-blob.ts'

type ImportKind = OutputOf<typeof listImportKinds>['imports'][number]

/** A kind of record, as `list-import-kinds` tells it. */
export type RecordKind = ImportKind['recordKinds'][number]

/** What a file of these records looks like: the template to download, and each column in words. */
export function RecordColumns({
  importName,
  kind,
}: {
  readonly importName: string
  readonly kind: RecordKind
}) {
  const api = useApi()
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const download = async () => {
    setProblem(null)
    try {
      const template = await api.call(getImportTemplate, { importName, recordKind: kind.kind })
      saveBlob(new Blob([template.text], { type: 'text/csv;charset=utf-8' }), template.fileName)
    } catch (error) {
      setProblem(error as ApiProblem)
    }
  }
  return (
    <div className="t-stack">
      <div className="a-template">
        <p>{kind.help}</p>
        <Button variant="default" leftSection={<Icon path={mdiDownload} />} onClick={() => void download()}>
          Download template
        </Button>
      </div>
      <RefusalNotice problem={problem} />
      <details className="a-columns">
        <summary>
          {kind.columns.length} columns of {kind.label.toLowerCase()}
        </summary>
        <SimpleTable
          label={`Columns of ${kind.label}`}
          rows={kind.columns}
          keyOf={(column) => column.name}
          empty="There are no columns."
          columns={[
            { label: 'Column', cell: (column) => <span className="t-mono">{column.name}</span> },
            { label: 'Needed', cell: (column) => (column.isRequired ? 'Yes' : '') },
            { label: 'What it holds', cell: (column) => <ColumnHelp column={column} /> },
            { label: 'Example', cell: (column) => <span className="t-mono">{column.example}</span> },
          ]}
        />
      </details>
    </div>
  )
}

function ColumnHelp({ column }: { readonly column: RecordKind['columns'][number] }) {
  return (
    <>
      {column.help.startsWith(column.label) ? column.help : `${column.label}. ${column.help}`}
      {column.choices.length > 0 && <span className="t-muted"> One of: {column.choices.join(', ')}.</span>}
    </>
  )
}
