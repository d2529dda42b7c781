import { Button } from '@mantine/core'
import type { SupportActName } from '@tallystick/fulfillments/rules/support-acts.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { LicensesStep } from '../activation/LicensesStep.tsx'
import { licensePath } from '../paths.ts'
import { ACT_WORDS } from './act-words.ts'

interface DoneProps {
  readonly act: SupportActName
  /** The license that the act was about. */
  readonly before: string
  /** Licenses that it made. */
  readonly ids: readonly string[]
  readonly copiesReturned: number
}

/** Last step: what came of it, with the files of new licenses, and the way to the chain. */
export function DoneStep({ act, before, ids, copiesReturned }: DoneProps) {
  const navigate = useNavigate()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  const open = `${licensePath(ids[0] ?? before)}?tab=chain`
  return (
    <>
      <div className="s-done" role="status" tabIndex={-1} ref={place}>
        <p>
          <strong>{ACT_WORDS[act].done}</strong>
          {copiesReturned > 0 && ` ${countText(copiesReturned, 'copy is', 'copies are')} available again.`}
          {copiesReturned === 0 && act === 'return' && ' By its terms, no copies become available again.'}
          {ids.length > 0 && act !== 'emergency' && act !== 'stop-gap' && (
            <> Put the new file in the place of the old one.</>
          )}
        </p>
        <Button variant="default" onClick={() => void navigate({ to: open })}>
          Show the chain
        </Button>
      </div>
      {ids.length > 0 && <LicensesStep ids={ids} />}
    </>
  )
}
