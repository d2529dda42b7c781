import { wordsOf } from '../feedback/RefusalNotice.tsx'
import { valueText } from './changes.ts'

/** What was kept with an entry of a history besides the fields that changed. Nothing is shown of what is empty. */
export function HistoryDetails({ details }: { readonly details: unknown }) {
  const shown = Object.entries((details ?? {}) as Readonly<Record<string, unknown>>)
    .map(([name, value]) => ({ name, text: valueText(value) }))
    .filter(({ text }) => text !== 'nothing')
  if (shown.length === 0) return null
  return (
    <ul>
      {shown.map(({ name, text }) => (
        <li key={name}>
          {wordsOf(name)}: {text}
        </li>
      ))}
    </ul>
  )
}
