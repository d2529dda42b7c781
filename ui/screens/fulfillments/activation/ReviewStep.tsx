import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import type { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { Button, Checkbox } from '@mantine/core'
import { mdiCheckCircleOutline } from '@mdi/js'
import { Day } from '@tallystick/kit/format/When.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { LicensePreview } from '../LicensePreview.tsx'
import { Ended, ReplacingReview } from './ReplacingReview.tsx'
import { countOf, hostTitle, type DraftHost, type Step } from './draft.ts'
import { copiesOfItem, filesOfItem, hostsOfItem } from './totals.ts'
import { asksConsolidation, attributesOf, type FormItem } from './form.ts'
import { attributeText } from './attribute-text.ts'
import type { StepProps } from './step-props.ts'
import { stepOfRefusal } from './steps-of-refusals.ts'

/** What `activate-line-items` answers. */
export type ActivationOutput = OutputOf<typeof activateLineItems>

interface ReviewStepProps extends StepProps {
  readonly verified: ActivationOutput | null
  readonly isVerifying: boolean
  readonly problem: ApiProblem | null
  readonly onGo: (step: Exclude<Step, 'licenses'>) => void
}

/** Fourth step: everything in words, and what the server says to it before anything is written. */
export function ReviewStep(props: ReviewStepProps) {
  const { form, verified, isVerifying, problem, onGo } = props
  const cureAt = problem ? stepOfRefusal(problem.code) : null
  return (
    <>
      <h2>Review</h2>
      <p className="w-lead">Nothing has been made yet. Look it over, then generate.</p>
      {problem && (
        <div style={{ marginBottom: 16 }}>
          <RefusalNotice problem={problem} />
          {cureAt && (
            <Button variant="default" mt="xs" onClick={() => onGo(cureAt)}>
              Go to {LABELS[cureAt]}
            </Button>
          )}
        </div>
      )}
      {!problem && (isVerifying || verified) && <Verdict verified={verified} isVerifying={isVerifying} />}
      {asksConsolidation(form) && (
        <Checkbox
          mb="md"
          label="Consolidate"
          description="One file for each license server or machine, instead of one for each line item."
          checked={props.draft.isConsolidated ?? true}
          onChange={(event) => props.change({ isConsolidated: event.currentTarget.checked })}
        />
      )}
      <div className="w-review">
        {form.items.map((item) => (
          <ItemReview key={item.id} {...props} item={item} />
        ))}
        <SettingsReview {...props} />
      </div>
      {verified && !problem && <Ended replaced={verified.replaced} />}
      {verified && !problem && <Previews output={verified} />}
    </>
  )
}

const LABELS: Readonly<Record<Step, string>> = {
  settings: 'Settings',
  hosts: 'Hosts',
  counts: 'Counts',
  review: 'Review',
  licenses: 'Licenses',
}

function Verdict({ verified, isVerifying }: { verified: ActivationOutput | null; isVerifying: boolean }) {
  return (
    <output className="w-verdict" data-meaning={isVerifying ? 'calm' : 'good'}>
      <Icon path={mdiCheckCircleOutline} />
      <span>
        {isVerifying || !verified
          ? 'Verifying with the server…'
          : `Verified: ${countText(verified.licenses.length, 'license')} can be generated. ${joinedText(verified)}Nothing has been written.`}
      </span>
    </output>
  )
}

function joinedText({ consolidated }: ActivationOutput): string {
  if (consolidated.length === 0) return ''
  return consolidated.length === 1
    ? 'One consolidated file joins those of one host. '
    : `${numberText(consolidated.length)} consolidated files join those of one host each. `
}

function ItemReview({ item, draft, grids }: StepProps & { readonly item: FormItem }) {
  const hosts = hostsOfItem(draft, item)
  const copies = copiesOfItem(draft, item)
  return (
    <section>
      <h3>
        <span>{item.products}</span>
        <span className="w-kind">
          {countText(filesOfItem(draft, item), 'license')}, {countText(copies, 'copy', 'copies')}
        </span>
      </h3>
      <p className="w-kind">
        <span className="t-mono">{item.activationId}</span> · {item.licenseModel} · {item.soldTo}
      </p>
      {item.changeKind === null ? (
        <ul>
          {hosts.map((host) => (
            <HostReview key={host.key} host={host} item={item} draft={draft} />
          ))}
        </ul>
      ) : (
        <ReplacingReview item={item} draft={draft} grids={grids} />
      )}
    </section>
  )
}

function HostReview({ host, item, draft }: Pick<StepProps, 'draft'> & { host: DraftHost; item: FormItem }) {
  const { copies: count, overdraft } = countOf(draft, host, item)
  return (
    <li>
      {host.servers.length > 0 && <span className="t-mono">{hostTitle(host)}</span>}
      {host.servers.length === 3 && ' (three redundant servers, counted as one)'}
      {host.servers.length > 0 && host.nodes.length > 0 && ' with '}
      {host.nodes.length > 0 && <NodesText texts={host.nodes.map((node) => node.text)} />}
      {item.asks.count && `: ${countText(count ?? 0, 'copy', 'copies')}`}
      {item.asks.count && overdraft ? `, overdraft ${numberText(overdraft)}` : ''}
    </li>
  )
}

function NodesText({ texts }: { readonly texts: readonly string[] }) {
  const shown = texts.slice(0, 8)
  return (
    <>
      <span className="t-mono">{shown.join(', ')}</span>
      {texts.length > shown.length && ` and ${texts.length - shown.length} more`}
    </>
  )
}

function SettingsReview({ form, draft }: StepProps) {
  const asks = (kind: string) => form.items.some((item) => item.asks.versionDate === kind)
  const attributes = attributesOf(form)
    .map((asked) => ({ label: asked.label, text: attributeText(asked, draft.attributes[asked.key]) }))
    .filter((one) => one.text !== null)
  const rows = [
    ...(form.items.some((item) => item.asks.startDate)
      ? [['Starts', <Day key="s" date={draft.startDate} />] as const]
      : []),
    ...(asks('version-date') ? [['Version date', <Day key="v" date={draft.versionDate} />] as const] : []),
    ...(asks('version-start-date')
      ? [['Version start date', <Day key="w" date={draft.versionStartDate} />] as const]
      : []),
    ...attributes.map((one) => [one.label, one.text] as const),
    ['Mailed to', draft.shipToEmail ? draft.shipToEmail.split(',').join(', ') : 'nobody'] as const,
    ...(draft.shipToAddress ? [['Ship-to address', draft.shipToAddress] as const] : []),
  ]
  return (
    <dl>
      {rows.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd style={{ whiteSpace: 'pre-line' }}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const PREVIEWS_MAX = 20

function Previews({ output }: { readonly output: ActivationOutput }) {
  const shown = output.licenses.slice(0, PREVIEWS_MAX)
  return (
    <section className="w-part">
      <h3>Preview</h3>
      <p className="w-kind">What the license will look like.</p>
      <div className="w-previews">
        {shown.map((license, at) => (
          <LicensePreview
            key={license.id}
            license={license}
            title={license.products}
            number={at + 1}
            isOpen={shown.length === 1}
          />
        ))}
        {output.licenses.length > shown.length && (
          <p>And {output.licenses.length - shown.length} more like these.</p>
        )}
      </div>
    </section>
  )
}
