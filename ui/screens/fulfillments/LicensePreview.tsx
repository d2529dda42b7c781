import { LicenseText } from './LicenseText.tsx'

interface LicensePreviewProps {
  readonly license: {
    readonly servers: readonly string[]
    readonly nodeHosts: readonly string[]
    /** Null: the producer supplies it. */
    readonly licenseText: string | null
  }
  /** What it is for, before its host. */
  readonly title: string
  /** Its place among the previews, from 1. */
  readonly number: number
  readonly isOpen?: boolean
}

/** The text that a license would have, folded away below its host. */
export function LicensePreview({ license, title, number, isOpen = false }: LicensePreviewProps) {
  const { servers, nodeHosts, licenseText } = license
  return (
    <details open={isOpen}>
      <summary>
        {title} on <span className="t-mono">{[...servers, ...nodeHosts][0]}</span>
      </summary>
      <LicenseText
        text={licenseText ?? 'The producer supplies the text of this license later.'}
        label={`Preview of license ${number}`}
      />
    </details>
  )
}
