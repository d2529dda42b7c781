import type { ActivationDraft } from './draft.ts'
import type { ActivationForm } from './form.ts'
import type { Grids } from './replacing.ts'

/** What every step of the wizard gets. */
export interface StepProps {
  readonly form: ActivationForm
  readonly draft: ActivationDraft
  /** Copies of earlier licenses on the hosts of the draft, for line items that replace others. */
  readonly grids: Grids
  /** Changes some fields of the draft and keeps it. */
  readonly change: (patch: Partial<ActivationDraft>) => void
  /** What is wrong at a field, once it was left or the step was tried; null when it is good. */
  readonly problemAt: (field: string) => string | null
  /** Called when a field was left. */
  readonly leave: (field: string) => void
}
