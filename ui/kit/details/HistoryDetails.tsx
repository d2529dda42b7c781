import { wordsOf } from '../format/words.ts'
import { fieldsInOrder, valueText } from './changes.ts'

/** What was kept with an entry of a history besides the fields that changed. Nothing is shown of what is empty. */
export function HistoryDetails({ details }: { readonly details: unknown }) {
  const shown = fieldsInOrder((details ?? {}) as Readonly<Record<string, unknown>>)
  if (shown.length === 0) return null
  return (
    <ul>
      {shown.map(([name, value]) => (
        <li key={name}>
          {wordsOf(name)}: {listText(value)}
        </li>
      ))}
    </ul>
  )
}

/** Records one after the other, told apart by a semicolon, as each has commas of its own. */
function listText(value: unknown): string {
  const isRecords = Array.isArray(value) && value.some((one) => typeof one === 'object' && one !== null)
  return isRecords ? (value as readonly unknown[]).map(valueText).join('; ') : valueText(value)
}
