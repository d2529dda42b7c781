import { Button } from '@mantine/core'
import { mdiCheckCircleOutline } from '@mdi/js'
import { SUPPORT_ACTIONS } from '@tallystick/fulfillments/model.ts'
import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { ViewAsCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Day } from '@tallystick/kit/format/When.tsx'
import { LicenseText } from '../LicenseText.tsx'
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
      <h2>Review</h2>
      <p className="w-lead">Nothing has happened yet. This is what will.</p>
      {problem && (
        <div className="u-space">
          <RefusalNotice problem={problem} />
          <Button variant="default" mt="xs" onClick={() => onBack(isSettings ? 'settings' : 'choose')}>
            Go back and change it
          </Button>
        </div>
      )}
      {!problem && (
        <output className="w-verdict" data-meaning={verified && !isVerifying ? 'good' : 'calm'}>
          <Icon path={mdiCheckCircleOutline} />
          <span>
            {verified && !isVerifying
              ? 'Verified with the server. Nothing has been written.'
              : 'Verifying with the server…'}
          </span>
        </output>
      )}
      {verified && !problem && <Differences outcome={verified} copies={copies} />}
      {request && <ViewAsCall call={{ contract: upgradeLicense, input: request }} />}
    </>
  )
}

function Differences({ outcome, copies }: { readonly outcome: UpgradeOutcome; readonly copies: number }) {
  const labels: Readonly<Record<string, string>> = SUPPORT_ACTIONS
  const [license, rest] = outcome.licenses
  return (
    <>
      <div className="u-differences">
        {outcome.closed.map(({ id, fulfillmentCode, became }) => (
          <section key={id} data-kind="ends">
            <h3>Ends</h3>
            <p className="t-mono">{fulfillmentCode}</p>
            <p>{countText(copies, 'copy', 'copies')}</p>
            <p className="w-kind">Stays in the history as {labels[became]?.toLowerCase() ?? became}.</p>
          </section>
        ))}
        {outcome.licenses.map((one) => (
          <section key={one.id} data-kind="begins">
            <h3>{one === rest ? 'Stays, in a new file' : 'Begins'}</h3>
            <p>{one.products}</p>
            <p>{countText(one.copies, 'copy', 'copies')}</p>
            <p className="t-mono">{[...one.servers, ...one.nodeHosts].join(', ')}</p>
            <p>
              <Day date={one.startsOn} /> –{' '}
              {one.expiresOn === null ? 'permanent' : <Day date={one.expiresOn} />}
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
