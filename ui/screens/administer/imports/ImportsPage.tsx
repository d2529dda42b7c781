import { Button } from '@mantine/core'
import { mdiTrayArrowUp } from '@mdi/js'
import { listImports } from '@tallystick/kernel/import/list-imports.contract.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { Link as RouterLink } from '@tanstack/react-router'
import { Outcomes } from './Outcomes.tsx'

/** Imports so far, dry runs too. */
export function ImportsPage() {
  return (
    <ListPage
      list={listImports}
      open={(row) => `/imports/${row.id}`}
      linkColumn="fileName"
      cells={{
        isDryRun: (row) => (row.isDryRun ? 'Dry run' : 'No'),
        refused: (row) => <Outcomes.Refused count={row.refused} />,
      }}
      actions={
        <Button component={RouterLink} to="/imports/new" leftSection={<Icon path={mdiTrayArrowUp} />}>
          Import a file
        </Button>
      }
      teach="Catalog, accounts and orders come in as CSV or JSON, after a dry run."
      every={5000}
    />
  )
}
