import { brandText } from '@tallystick/kit/portal/appearance.ts'

/** The platform's mark, four tallies and the stroke through them, in the producer's colour; and the producer's name. */
export function Brand() {
  return (
    <>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <rect width="24" height="24" rx="5" fill="var(--mantine-color-accent-7)" />
        <path
          d="M6.5 6v12M10.2 6v12M13.8 6v12M17.5 6v12M4 16.5 20 7.5"
          stroke="#fff"
          strokeWidth="1.8"
          strokeLinecap="round"
          fill="none"
        />
      </svg>
      <span className="t-brand-text">{brandText()}</span>
    </>
  )
}
