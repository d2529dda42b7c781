import './license.css'
import type { ApiProblem } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import { mdiCheckCircleOutline } from '@mdi/js'
import { SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import type { ReactNode } from 'react'

interface VerifiedReviewProps {
  readonly problem: ApiProblem | null
  /** The server has said yes to what is asked for now. */
  readonly isVerified: boolean
  /** Where what is wrong can be mended. */
  readonly onBack: () => void
}

/** Head of a review: what the server says to it before anything is written. */
export function VerifiedReview({ problem, isVerified, onBack }: VerifiedReviewProps) {
  return (
    <>
      <h2>Review</h2>
      <p className="w-lead">Nothing has happened yet. This is what will.</p>
      {problem ? (
        <div className="w-space">
          <RefusalNotice problem={problem} />
          <Button variant="default" mt="xs" onClick={onBack}>
            Go back and change it
          </Button>
        </div>
      ) : (
        <output className="w-verdict" data-meaning={isVerified ? 'good' : 'calm'}>
          <Icon path={mdiCheckCircleOutline} />
          <span>
            {isVerified
              ? 'Verified with the server. Nothing has been written.'
              : 'Verifying with the server…'}
          </span>
        </output>
      )}
    </>
  )
}

interface EndsProps {
  readonly code: string
  /** The state in which it stays in the history. */
  readonly became: string
  /** Its copies and hosts. */
  readonly children: ReactNode
}

/** One of the differences: a license that ends. */
export function Ends({ code, became, children }: EndsProps) {
  const actions: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  return (
    <section data-kind="ends">
      <h3>Ends</h3>
      <p className="t-mono">{code}</p>
      {children}
      <p className="w-kind">Stays in the history as {actions[became]?.toLowerCase() ?? became}.</p>
    </section>
  )
}
