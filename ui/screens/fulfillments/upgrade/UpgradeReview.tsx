import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { LicenseText } from '../LicenseText.tsx'
import { ValidDays } from '../ValidDays.tsx'
import { Ends, VerifiedReview } from '../VerifiedReview.tsx'
import { stepOfRefusal } from '../activation/steps-of-refusals.ts'
import type { UpgradeOutcome, UpgradeWizard } from './use-upgrade.ts'

interface ReviewProps extends UpgradeWizard {
  readonly copies: number
  readonly onBack: (step: 'choose' | 'settings') => void
}

/** Third step: what ends and what begins, as the server says it before anything is written. */
export function UpgradeReview({ verified, isVerifying, problem, request, copies, onBack }: ReviewProps) {
  const isSettings = problem !== null && stepOfRefusal(problem.code) === 'settings'
  return (
    <>
      <VerifiedReview
        problem={problem}
        isVerified={verified !== null && !isVerifying}
        onBack={() => onBack(isSettings ? 'settings' : 'choose')}
      />
      {verified && !problem && <Differences outcome={verified} copies={copies} />}
      {request && <ViewAsCall call={{ contract: upgradeLicense, input: request }} />}
    </>
  )
}

function Differences({ outcome, copies }: { readonly outcome: UpgradeOutcome; readonly copies: number }) {
  const [license, rest] = outcome.licenses
  return (
    <>
      <div className="w-differences">
        {outcome.closed.map(({ id, fulfillmentCode, became }) => (
          <Ends key={id} code={fulfillmentCode} became={became}>
            <p>{countText(copies, 'copy', 'copies')}</p>
          </Ends>
        ))}
        {outcome.licenses.map((one) => (
          <section key={one.id} data-kind="begins">
            <h3>{one === rest ? 'Stays, in a new file' : 'Begins'}</h3>
            <p>{one.products}</p>
            <p>{countText(one.copies, 'copy', 'copies')}</p>
            <p className="t-mono">{[...one.servers, ...one.nodeHosts].join(', ')}</p>
            <p>
              <ValidDays from={one.startsOn} to={one.expiresOn} />
            </p>
          </section>
        ))}
      </div>
      {license?.licenseText && (
        <details>
          <summary>Preview of the new license</summary>
          <LicenseText text={license.licenseText} label="Preview of the new license" />
        </details>
      )}
    </>
  )
}
