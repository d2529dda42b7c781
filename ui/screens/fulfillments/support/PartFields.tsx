import { NumberInput, Radio } from '@mantine/core'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import type { SupportWizard } from './use-support.ts'

/** All of a license, or some of its copies; the rest stays on its host under a new license. */
export function PartFields({ form, draft, change, problemAt }: SupportWizard) {
  const { license, act } = form
  const verb = act === 'return' ? 'Return' : 'Move'
  const overdraft = license.overdraft > 0 ? ` and an overdraft of ${numberText(license.overdraft)}` : ''
  return (
    <div className="s-part">
      <Radio.Group
        aria-label="How much"
        value={draft.isWhole ? 'all' : 'some'}
        onChange={(value) => change({ isWhole: value === 'all' })}
      >
        <Radio
          value="all"
          label={`${verb} all: ${countText(license.copies, 'copy', 'copies')}${overdraft}`}
        />
        <Radio mt={8} value="some" label={`${verb} some of the copies`} />
      </Radio.Group>
      {!draft.isWhole && (
        <div className="s-counts">
          <NumberInput
            id="copies"
            label="Copies"
            description={`From 1 to ${numberText(license.copies)}. The rest stays where it is, under a new license.`}
            hideControls
            allowDecimal={false}
            clampBehavior="none"
            value={draft.copies ?? ''}
            error={problemAt('copies')}
            onChange={(value) => change({ copies: typeof value === 'number' ? value : null })}
          />
          {license.overdraft > 0 && (
            <NumberInput
              id="overdraft"
              label="Overdraft"
              description={`From 0 to ${numberText(license.overdraft)}. Empty: none.`}
              hideControls
              allowDecimal={false}
              clampBehavior="none"
              value={draft.overdraft ?? ''}
              onChange={(value) => change({ overdraft: typeof value === 'number' ? value : null })}
            />
          )}
        </div>
      )}
    </div>
  )
}
