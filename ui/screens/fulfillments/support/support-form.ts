import type { OutputOf } from '@tallystick/api/client.ts'
import { attributeOf } from '@tallystick/catalog/rules/model-attributes.ts'
import type { AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { getSupportForm } from '@tallystick/fulfillments/operations/get-support-form.contract.ts'
import type { SupportActName } from '@tallystick/fulfillments/rules/support-acts.ts'
import { hostPartOf, type ActivationForm } from '../activation/form.ts'
import type { SupportOutcome } from '@tallystick/fulfillments/operations/support-shapes.contract.ts'

/** The answer of `get-support-form`, with the act that it is for. */
export interface SupportForm extends Omit<OutputOf<typeof getSupportForm>, 'fields'> {
  readonly act: SupportActName
  readonly fields: Omit<OutputOf<typeof getSupportForm>['fields'], 'attributes'> & {
    readonly attributes: readonly AttributeToAsk[]
  }
}

/** What a support act answers. */
export type Outcome = SupportOutcome

/** The answer as the pages use it. */
export function formOf(act: SupportActName, answer: OutputOf<typeof getSupportForm>): SupportForm {
  const attributes = answer.fields.attributes.filter(({ key }) => attributeOf(key) !== null)
  return {
    ...answer,
    act,
    fields: { ...answer.fields, attributes: attributes as unknown as readonly AttributeToAsk[] },
  }
}

/** The part of an activation's form that the dialog for hosts reads. */
export function hostForm(form: SupportForm): ActivationForm {
  return {
    items: [],
    ...hostPartOf(form),
    shipToEmail: '',
    shipToAddress: '',
    contacts: form.contacts,
    togetherRefusal: null,
  }
}
