/** One glyph of `@mdi/js`, in the size of the text beside it. Decoration only: the word stands next to it. */
export function Icon({ path, size = 18 }: { readonly path: string; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
      className="t-icon"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
