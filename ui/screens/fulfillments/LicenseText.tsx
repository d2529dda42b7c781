import './activation/activation.css'

/** A license as it stands in its file: mono, never wrapped on the screen, scrolled by keyboard too. */
export function LicenseText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="w-license">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard */}
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  )
}
