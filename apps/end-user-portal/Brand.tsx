import { brandText } from '@tallystick/kit/portal/appearance.ts'

/** The producer's mark and name: the first letter of the name in the producer's colour. */
export function Brand() {
  const name = brandText()
  return (
    <>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <rect width="24" height="24" rx="5" fill="var(--mantine-color-accent-7)" />
        <text x="12" y="17" textAnchor="middle" fontSize="14" fontWeight="700" fill="#fff">
          {name.charAt(0).toUpperCase()}
        </text>
      </svg>
      <span className="t-brand-text">{name}</span>
    </>
  )
}
