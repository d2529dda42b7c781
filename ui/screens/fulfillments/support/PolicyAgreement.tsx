import { Checkbox } from '@mantine/core'
import { overriddenWords } from './act-words.ts'
import './support.css'

interface PolicyAgreementProps {
  /** Policies that the act goes beyond, as the server names them. */
  readonly policies: readonly string[]
  readonly isAgreed: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

/** What an act goes beyond by the right of whoever does it, who has to say so. Nothing where it goes beyond nothing. LIFE-06. */
export function PolicyAgreement({ policies, isAgreed, onAgree }: PolicyAgreementProps) {
  if (policies.length === 0) return null
  return (
    <div className="s-note" data-meaning="attention">
      <p>This goes beyond {policies.map(overriddenWords).join(' and ')}.</p>
      <Checkbox
        mt={8}
        label="Override policies"
        description="The history says that you did."
        checked={isAgreed}
        onChange={(event) => onAgree(event.currentTarget.checked)}
      />
    </div>
  )
}
