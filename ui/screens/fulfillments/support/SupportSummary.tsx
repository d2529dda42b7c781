import { When } from '@tallystick/kit/format/When.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { ValidDays } from '../ValidDays.tsx'
import type { SupportForm } from './support-form.ts'

/** Beside the steps: the license that the act is about, and how much of its policy is used. */
export function SupportSummary({ form }: { readonly form: SupportForm }) {
  const { license, policy } = form
  return (
    <>
      <h2>This license</h2>
      <dl className="s-facts">
        <Row label="Product">{license.products}</Row>
        <Row label="Sold to">{license.soldTo}</Row>
        <Row label="Copies">
          {numberText(license.copies)}
          {license.overdraft > 0 && `, overdraft ${numberText(license.overdraft)}`}
        </Row>
        <Row label={license.servers.length + license.nodeHosts.length > 1 ? 'Hosts' : 'Host'}>
          <HostTexts texts={[...license.servers, ...license.nodeHosts]} />
        </Row>
        <Row label="Valid">
          <ValidDays from={license.startsOn} to={license.expiresOn} />
        </Row>
        <Row label="Issued">
          <When instant={license.fulfilledAt} /> by {license.fulfilledBy}
        </Row>
        <Row label="Line item">
          <span className="t-mono">{license.activationId}</span>
        </Row>
      </dl>
      {policy && (
        <>
          <h2>Policy</h2>
          <p>
            {policy.limit === 0
              ? `No ${policy.label} are allowed.`
              : `${countText(policy.left, 'use')} left: ${numberText(policy.limit)} ${policy.label} in ${policy.period}, ${numberText(policy.uses)} used.`}
          </p>
          {policy.left === 0 && policy.limit > 0 && (
            <p>
              {policy.opensAt ? (
                <>
                  Opens again <When instant={policy.opensAt} />.
                </>
              ) : (
                'It does not open again.'
              )}
            </p>
          )}
          {form.isOverride && (
            <p className="s-override">You may override it. The history of the license says that you did.</p>
          )}
        </>
      )}
    </>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const SHOWN = 4

/** Host IDs, one per line; the first few of many. */
export function HostTexts({ texts }: { readonly texts: readonly string[] }) {
  return (
    <>
      {texts.slice(0, SHOWN).map((text) => (
        <div key={text} className="t-mono">
          {text}
        </div>
      ))}
      {texts.length > SHOWN && <div>and {texts.length - SHOWN} more</div>}
    </>
  )
}
