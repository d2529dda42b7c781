import { Group, NumberInput, Radio, Select, TextInput } from '@mantine/core'
import { dateText } from '@tallystick/kit/format/dates.ts'
import type { SupportDraft } from './support-draft.ts'
import type { SupportWizard } from './use-support.ts'

const UNITS = ['days', 'weeks', 'months', 'years'] as const

/** The end of a short license: after a duration, or on a day. Its policy may say the latest one. */
export function EndFields({ form, draft, change, problemAt }: SupportWizard) {
  return (
    <div>
      <Radio.Group
        label="Ends"
        description={
          form.latestEnd ? `At the latest on ${dateText(form.latestEnd)}, by its policy.` : undefined
        }
        value={draft.endsBy}
        onChange={(endsBy) => change({ endsBy: endsBy as SupportDraft['endsBy'] })}
      >
        <Group mt={6}>
          <Radio value="duration" label="after a duration" />
          <Radio value="date" label="on a day" />
        </Group>
      </Radio.Group>
      {draft.endsBy === 'duration' ? (
        <Group gap="xs" mt={8} align="start">
          <NumberInput
            id="amount"
            aria-label="Duration"
            className="t-number"
            hideControls
            allowDecimal={false}
            clampBehavior="none"
            value={draft.amount ?? ''}
            error={problemAt('amount')}
            onChange={(amount) => change({ amount: typeof amount === 'number' ? amount : null })}
          />
          <Select
            aria-label="Unit of the duration"
            allowDeselect={false}
            data={[...UNITS]}
            value={draft.unit}
            onChange={(unit) => unit && change({ unit: unit as SupportDraft['unit'] })}
          />
        </Group>
      ) : (
        <TextInput
          mt={8}
          id="expires-on"
          type="date"
          aria-label="Last day of use"
          value={draft.expiresOn}
          error={problemAt('expires-on')}
          onChange={(event) => change({ expiresOn: event.currentTarget.value })}
        />
      )}
    </div>
  )
}
