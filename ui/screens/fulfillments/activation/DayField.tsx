import { TextInput } from '@mantine/core'

interface DayFieldProps {
  readonly id: string
  readonly label: string
  readonly description?: string | undefined
  readonly isRequired?: boolean
  /** A calendar date; empty for none. */
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
  readonly onBlur?: () => void
}

/** A day of a license. */
export function DayField({ isRequired = false, onChange, ...shown }: DayFieldProps) {
  return (
    <TextInput
      type="date"
      withAsterisk={isRequired}
      {...shown}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
