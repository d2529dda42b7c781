import { Select, Textarea } from '@mantine/core'
import { currentReader } from '../format/dates.ts'

/** Languages that mails are written in. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
]

/** What somebody says in a mail besides what it brings. */
export interface Letter {
  readonly language: string
  /** Own words; empty for none. */
  readonly message: string
}

/** No words yet, in the language of the reader where mails are written in it. */
export function newLetter(): Letter {
  const short = currentReader().locale.slice(0, 2)
  return { language: LANGUAGES.some((one) => one.value === short) ? short : 'en', message: '' }
}

interface LetterFieldsProps {
  readonly letter: Letter
  readonly onChange: (letter: Letter) => void
  /** Height of the message at first, in lines. */
  readonly lines: number
}

/** Language of a mail, and a message in own words. */
export function LetterFields({ letter, onChange, lines }: LetterFieldsProps) {
  return (
    <>
      <Select
        label="Language of the mail"
        data={LANGUAGES}
        value={letter.language}
        allowDeselect={false}
        onChange={(language) => language && onChange({ ...letter, language })}
      />
      <Textarea
        label="Message"
        description="Optional."
        autosize
        minRows={lines}
        maxLength={2000}
        value={letter.message}
        onChange={(event) => onChange({ ...letter, message: event.currentTarget.value })}
      />
    </>
  )
}
