import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import type { rehostConsolidatedLicense } from '@tallystick/fulfillments/operations/rehost-consolidated-license.contract.ts'
import type { transferLicenses } from '@tallystick/fulfillments/operations/transfer-licenses.contract.ts'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { VerifiedReview } from '../VerifiedReview.tsx'
import { PolicyAgreement } from '../support/PolicyAgreement.tsx'

/** What becomes of licenses that go to another host together: what begins stands in the order of what ends. */
export type MoveOutcome = OutputOf<typeof rehostConsolidatedLicense> | OutputOf<typeof transferLicenses>

interface MoveReviewProps {
  /** As the server says it before anything is written; none while it is asked. */
  readonly outcome: MoveOutcome | undefined
  readonly problem: ApiProblem | null
  readonly onBack: () => void
  readonly isAgreed: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

/** Last step before many licenses go to another host: which end, what begins instead, and what this goes beyond. LIFE-07, LIFE-10. */
export function MoveReview({ outcome, problem, onBack, isAgreed, onAgree }: MoveReviewProps) {
  return (
    <>
      <VerifiedReview problem={problem} isVerified={outcome !== undefined} onBack={onBack} />
      {outcome && !problem && (
        <>
          <p className="w-space">
            {countText(outcome.closed.length, 'license')} will end,{' '}
            {countText(outcome.licenses.length, 'license')} will begin{inFiles(outcome)}.
          </p>
          <PolicyAgreement policies={outcome.policiesOverridden} isAgreed={isAgreed} onAgree={onAgree} />
          {outcome.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
          <EachLicense outcome={outcome} />
        </>
      )}
    </>
  )
}

function EachLicense({ outcome }: { readonly outcome: MoveOutcome }) {
  return (
    <SimpleTable
      label="What becomes of each license"
      rows={outcome.licenses.map((begins, at) => ({ begins, ends: outcome.closed[at] }))}
      keyOf={({ begins }) => begins.id}
      empty=""
      columns={[
        { label: 'Ends', cell: ({ ends }) => <span className="t-mono">{ends?.fulfillmentCode}</span> },
        { label: 'Product', cell: ({ begins }) => begins.products },
        {
          label: 'Activation ID',
          cell: ({ begins }) => <span className="t-mono">{begins.activationId}</span>,
        },
        { label: 'Copies', cell: ({ begins }) => copiesOf(begins), isFigure: true },
        {
          label: 'Begins on',
          cell: ({ begins }) => (
            <span className="t-mono">{[...begins.servers, ...begins.nodeHosts].join(', ')}</span>
          ),
        },
        {
          label: 'Until',
          cell: ({ begins }) => (begins.expiresOn === null ? 'Permanent' : <Day date={begins.expiresOn} />),
        },
      ]}
    />
  )
}

/** Whether somebody still has to agree to what an act goes beyond. */
export function lacksAgreement(
  outcome: { readonly policiesOverridden: readonly string[] } | undefined,
  isAgreed: boolean,
): boolean {
  return (outcome?.policiesOverridden.length ?? 0) > 0 && !isAgreed
}

function copiesOf({ copies, overdraft }: MoveOutcome['licenses'][number]): string {
  return overdraft > 0 ? `${numberText(copies)}, overdraft ${numberText(overdraft)}` : numberText(copies)
}

function inFiles({ consolidated }: MoveOutcome): string {
  if (consolidated.length === 0) return ''
  return consolidated.length === 1 ? ' in a single file' : ` in ${numberText(consolidated.length)} files`
}
