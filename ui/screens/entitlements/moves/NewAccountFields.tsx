import { TextInput } from '@mantine/core'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CustomFields } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import type { NewAccountDraft } from './new-account.ts'

interface NewAccountFieldsProps {
  readonly draft: NewAccountDraft
  readonly onChange: (draft: NewAccountDraft) => void
}

/** Name and ID of an account that is added on the way, and who is told there. */
export function NewAccountFields({ draft, onChange }: NewAccountFieldsProps) {
  const session = useSession()
  const field = (
    name: 'name' | 'code' | 'firstName' | 'lastName' | 'email',
    label: string,
    help?: string,
  ) => (
    <TextInput
      label={label}
      {...(help && { description: help })}
      withAsterisk={name === 'name'}
      maxLength={name === 'name' || name === 'email' ? 254 : 100}
      value={draft[name]}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
    />
  )
  return (
    <>
      {field('name', 'Account name')}
      {field('code', 'Account ID', 'Unique. Left empty, one is made.')}
      <CustomFields
        kind="account"
        values={draft.customAttributes}
        onChange={(customAttributes) => onChange({ ...draft, customAttributes })}
        path="newAccount.customAttributes"
        isNew
      />
      {session.may('users.manage') && (
        <fieldset className="t-fieldset">
          <legend>Contact</legend>
          <p className="t-hint">Gets the mails about it and may not sign in. Can be left empty.</p>
          {field('firstName', 'First name')}
          {field('lastName', 'Last name')}
          {field('email', 'Email')}
        </fieldset>
      )}
    </>
  )
}
