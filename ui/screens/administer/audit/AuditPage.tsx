import { listAuditEntries } from '@tallystick/kernel/audit/audit.contract.ts'
import { wordsOf } from '@tallystick/kit/format/words.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { printQuery, type QueryValues } from '@tallystick/kit/portal/address.ts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { AuditDrawer } from './AuditDrawer.tsx'
import '../administer.css'

/**
 * Who did what, with which result. The open entry stands in the address, so that it can be sent to
 * somebody.
 */
export function AuditPage() {
  const query = useSearch({ strict: false }) as QueryValues
  const navigate = useNavigate()
  const entry = typeof query['entry'] === 'string' ? query['entry'] : null
  const close = () => {
    const { entry: _closed, ...rest } = query
    void navigate({ to: '.', search: rest as never, replace: true, resetScroll: false })
  }
  return (
    <>
      <ListPage
        list={listAuditEntries}
        open={(row) => `/audit-log${printQuery({ ...query, entry: row.id })}`}
        cells={{
          action: (row) => wordsOf(row.action.replace('.', ' ')),
          code: (row) => (row.code === null ? undefined : wordsOf(row.code)),
        }}
        teach="Every change, and every refusal, is written here."
      />
      {entry !== null && <AuditDrawer id={entry} onClose={close} />}
    </>
  )
}
