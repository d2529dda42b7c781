import { Day } from '@tallystick/kit/format/When.tsx'

/** The days on which a license is good; without an end it is permanent. */
export function ValidDays({ from, to }: { readonly from: string; readonly to: string | null }) {
  return (
    <>
      <Day date={from} /> – {to === null ? 'permanent' : <Day date={to} />}
    </>
  )
}
