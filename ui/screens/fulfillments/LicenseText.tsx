import './license.css'

/** A license as it stands in its file: mono, never wrapped on the screen, scrolled by keyboard too. */
export function LicenseText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="w-license" tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  )
}
