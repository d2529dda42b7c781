import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sentenceText } from '../format/dates.ts'

interface NotPossibleProps {
  readonly reason: string
  /** A button that leads away from here. */
  readonly back?: { readonly label: string; readonly to: string }
  /** Stands below the reason. */
  readonly children?: ReactNode
}

/** Says why something is not possible, before anybody types. */
export function NotPossible({ reason, back, children }: NotPossibleProps) {
  const navigate = useNavigate()
  return (
    <div className="t-refusal" role="alert" data-meaning="danger">
      <div>
        <p className="t-refusal-sentence">{sentenceText(reason)}</p>
        {children}
        {back && (
          <Button mt="xs" variant="default" onClick={() => void navigate({ to: back.to })}>
            {back.label}
          </Button>
        )}
      </div>
    </div>
  )
}
