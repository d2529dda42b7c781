import { NumberInput, Radio } from '@mantine/core'
import { countText, numberText, sentenceText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { CHANGE_WORDS } from '../activation/replacing.ts'
import type { UpgradeChoice } from './upgrade-draft.ts'
import type { UpgradeWizard } from './use-upgrade.ts'

/** First step: the line item that takes the license over, and how many of its copies. */
export function ChooseStep(wizard: UpgradeWizard) {
  const { choices, draft, change, problemAt } = wizard
  return (
    <>
      <h2>Where it goes</h2>
      <p className="w-lead">
        The license ends, and a new one begins on the same host. Choose the line item that it belongs to from
        then on.
      </p>
      <Radio.Group
        id="line-item"
        tabIndex={-1}
        aria-label="Line item"
        value={draft.lineItem ?? ''}
        error={problemAt('line-item')}
        onChange={(lineItem) => change({ lineItem })}
      >
        <div className="u-choices">
          {choices.lineItems.map((one) => (
            <Radio.Card key={one.id} value={one.id} disabled={one.refusal !== null} className="u-choice">
              <Radio.Indicator />
              <Choice choice={one} />
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {choices.isDivisible && <Part {...wizard} />}
    </>
  )
}

function Choice({ choice }: { readonly choice: UpgradeChoice }) {
  const { changeKind, products, activationId, entitlementCode, remaining, refusal } = choice
  return (
    <span>
      <strong>
        {CHANGE_WORDS[changeKind].verb} to {products}
      </strong>
      <span className="u-line">
        <span className="t-mono">{activationId}</span> in <span className="t-mono">{entitlementCode}</span> ·{' '}
        {choice.licenseModel}
      </span>
      <span className="u-line">
        <Term choice={choice} /> · takes {countText(remaining, 'more copy', 'more copies')}
      </span>
      {refusal && <span className="u-line w-error">{sentenceText(`${refusal.reason} ${refusal.cure}`)}</span>}
    </span>
  )
}

function Term({ choice }: { readonly choice: UpgradeChoice }) {
  if (choice.isPermanent) return 'Permanent'
  if (choice.expiresOn === null) return 'Its term begins with the license'
  return (
    <>
      Until <Day date={choice.expiresOn} />
    </>
  )
}

function Part({ choices, draft, change, problemAt, leave }: UpgradeWizard) {
  return (
    <section className="w-part">
      <h3>How much of it</h3>
      <Radio.Group
        aria-label="How much of it"
        value={draft.isWhole ? 'whole' : 'part'}
        onChange={(next) => change({ isWhole: next === 'whole' })}
      >
        <div className="w-choices">
          <Radio value="whole" label={`All ${numberText(choices.copies)} copies`} />
          <Radio
            value="part"
            label="Some of them"
            description="The others stay, and get a new license file on the same host."
          />
        </div>
      </Radio.Group>
      {!draft.isWhole && (
        <NumberInput
          id="part-copies"
          label="Copies"
          className="u-number"
          hideControls
          allowDecimal={false}
          clampBehavior="none"
          value={draft.copies ?? ''}
          error={problemAt('part-copies')}
          onChange={(copies) => change({ copies: typeof copies === 'number' ? copies : null })}
          onBlur={() => leave('part-copies')}
        />
      )}
    </section>
  )
}
