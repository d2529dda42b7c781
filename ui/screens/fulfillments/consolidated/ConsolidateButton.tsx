import { Button } from '@mantine/core'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useState } from 'react'
import { ConsolidateDialog } from './ConsolidateDialog.tsx'

/** Begins the consolidation of chosen licenses; absent without permission. LIFE-07. */
export function ConsolidateButton({ ids }: { readonly ids: readonly string[] }) {
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!session.may('licenses.consolidate')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>Consolidate</Button>
      {isOpen && <ConsolidateDialog ids={ids} onClose={() => setOpen(false)} />}
    </>
  )
}
