import { Button } from '@mantine/core'
import { getLicenseFiles } from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { saveBytes } from '../save-file.ts'

/** The files of a license of another technology, each to be saved. CERT-05. */
export function LicenseFiles({ fulfillment }: { readonly fulfillment: string }) {
  const { data, error } = useOperation(getLicenseFiles, { fulfillment })
  if (error) return <RefusalNotice problem={error} takesFocus={false} />
  return (
    <SimpleTable
      label="Files"
      rows={data?.files ?? []}
      keyOf={({ name }) => name}
      empty="There are no files yet."
      columns={[
        { label: 'File', cell: ({ name }) => <span className="t-mono">{name}</span> },
        { label: 'Form', cell: ({ isText }) => (isText ? 'Text' : 'Bytes') },
        { label: 'Bytes', isFigure: true, cell: ({ sizeBytes }) => numberText(sizeBytes) },
        {
          label: 'Save',
          cell: ({ name, base64 }) => (
            <Button variant="default" size="xs" onClick={() => saveBytes(base64, name)}>
              Save
            </Button>
          ),
        },
      ]}
    />
  )
}
