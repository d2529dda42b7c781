import type { ApiProblem } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import { mdiAlertOutline, mdiCloseCircleOutline } from '@mdi/js'
import { useEffect, useRef } from 'react'
import { instantText, dateText, numberText, sentenceText } from '../format/dates.ts'
import { Icon } from '../format/Icon.tsx'
import { wordsOf } from '../format/words.ts'

interface RefusalNoticeProps {
  readonly problem: ApiProblem | null | undefined
  /** Offered when the same request may succeed later. */
  readonly onRetry?: (() => void) | undefined
  /** Moves the focus to the notice when it appears; on by default, off inside pages that load. */
  readonly takesFocus?: boolean
}

/**
 * A "no" beside the act that it answers: the sentence, what can be done, and the figures. It stays until the
 * act is tried again. Renders nothing without a problem.
 */
export function RefusalNotice({ problem, onRetry, takesFocus = true }: RefusalNoticeProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem && takesFocus) place.current?.focus()
  }, [problem, takesFocus])
  if (!problem) return null
  const isOurs = problem.status === 0 || problem.status >= 500
  const figures = Object.entries(problem.data).filter(([, value]) => isFigure(value))
  return (
    <div
      className="t-refusal"
      role="alert"
      tabIndex={-1}
      ref={place}
      data-meaning={isOurs ? 'attention' : 'danger'}
    >
      <Icon path={isOurs ? mdiAlertOutline : mdiCloseCircleOutline} size={20} />
      <div>
        <p className="t-refusal-sentence">{sentenceText(problem.detail)}</p>
        {problem.cure && <p>{sentenceText(problem.cure)}</p>}
        {problem.fields.length > 0 && (
          <ul>
            {problem.fields.map((field) => (
              <li key={field.path + field.code}>{sentenceText(field.message)}</li>
            ))}
          </ul>
        )}
        {figures.length > 0 && problem.status !== 404 && (
          <details>
            <summary>Figures</summary>
            <dl className="t-figures">
              {figures.map(([name, value]) => (
                <div key={name}>
                  <dt>{wordsOf(name)}</dt>
                  <dd>{figureText(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
        {problem.requestId && isOurs && <p className="t-muted t-mono">{problem.requestId}</p>}
        {onRetry && (
          <Button mt="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}

function isFigure(value: unknown): boolean {
  return value !== null && value !== undefined && (typeof value !== 'object' || Array.isArray(value))
}

function figureText(value: unknown): string {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ')
  if (typeof value === 'number') return numberText(value)
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantText(text)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateText(text) : text
}
